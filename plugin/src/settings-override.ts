import { parseDocument } from 'yaml';
import { type Settings, parseSettings } from '@mechanic/contract';
import { UsageFailure, messageOf } from './failure.ts';

/**
 * Returns the settings with some values replaced, as given by `--set`: `maxConcurrentDrains=3`, `drain.leadTime=20m`.
 * @throws UsageFailure when they cannot be read, or mechanic would refuse the result
 */
export function overridden(text: string, overrides: readonly string[]): Settings {
  const document = parseDocument(text === '' ? '{}' : text);
  for (const override of overrides) {
    const [, path = '', value = ''] = /^([A-Za-z][\w.]*)=(.*)$/s.exec(override) ?? [];
    if (path === '')
      throw new UsageFailure(`--set is "${override}", must be KEY=VALUE such as maxConcurrentDrains=3`);
    try {
      document.setIn(path.split('.'), parseDocument(value).toJS());
    } catch (error) {
      throw new UsageFailure(`--set ${override}: ${messageOf(error)}`);
    }
  }
  const result = parseSettings(String(document));
  if (result.ok) return result.settings;
  throw new UsageFailure(`the settings would be refused: ${result.errors.join('; ')}`);
}
