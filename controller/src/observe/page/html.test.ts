import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { html } from './html.ts';

describe('html', () => {
  it('escapes every value, and leaves nothing for a missing one', () => {
    expect(html`<b title="${'"><i>'}">${'<&>'}${null}${undefined}${false}${0}</b>`.text).toBe(
      '<b title="&quot;&gt;&lt;i&gt;">&lt;&amp;&gt;0</b>',
    );
  });

  it('keeps markup that html made, also in lists', () => {
    expect(
      html`<ul>
        ${['<', '>'].map((text) => html`<li>${text}</li>`)}
      </ul>`.text.replace(/\s/g, ''),
    ).toBe('<ul><li>&lt;</li><li>&gt;</li></ul>');
  });

  it('keeps any text inside its element or attribute', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(html`${text}`.text)));
  });
});
