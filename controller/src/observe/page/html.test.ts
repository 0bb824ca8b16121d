import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { html } from './html.ts';

describe('html', () => {
  it('escapes whatever is put in, and leaves nothing for what is not there', () => {
    expect(html`<b title="${'"><i>'}">${'<&>'}${null}${undefined}${false}${0}</b>`.text).toBe(
      '<b title="&quot;&gt;&lt;i&gt;">&lt;&amp;&gt;0</b>',
    );
  });

  it('keeps markup that was made the same way, also in lists', () => {
    expect(
      html`<ul>
        ${['<', '>'].map((text) => html`<li>${text}</li>`)}
      </ul>`.text.replace(/\s/g, ''),
    ).toBe('<ul><li>&lt;</li><li>&gt;</li></ul>');
  });

  it('lets no text out of its place', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(html`${text}`.text)));
  });
});
