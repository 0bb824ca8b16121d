import { type NodeState, type Status, nodeStates } from '@mechanic/contract/status';
import { type Html, html } from './html.ts';
import { type NodeFilter, placeValue } from './node-filter.ts';
import { stateLabels } from './node-states.ts';

export const noFilter: NodeFilter = { text: '', pool: null, zone: null, state: null };

/** The form that asks for a list of nodes. On the page itself the script filters the shown nodes during typing. */
export function filterForm({ fleet }: Pick<Status, 'fleet'>, filter: NodeFilter): Html {
  const pools = [...new Set(fleet.map(({ pool }) => pool))];
  const zones = [...new Set(fleet.map(({ zone }) => zone))].sort();
  return html`<form id="filter" action="nodes" role="search" aria-label="Filter nodes">
    <label
      >Name <input id="filter-text" name="text" type="search" maxlength="253" value="${filter.text}"
    /></label>
    ${select('pool', 'Pool', pools.map(place), filter.pool)}
    ${select('zone', 'Zone', zones.map(place), filter.zone)}
    ${select('state', 'State', nodeStates.map(stateOption), filter.state)}
    <button id="filter-list">List nodes</button>
  </form>`;
}

type Option = readonly [value: string, label: string, chosen: string];

function place(name: string): Option {
  return [placeValue(name), name === '' ? 'none' : name, name];
}

function stateOption(state: NodeState): Option {
  return [state, stateLabels[state], state];
}

function select(name: string, label: string, options: readonly Option[], chosen: string | null): Html {
  return html`<label
    >${label}
    <select id="filter-${name}" name="${name}">
      <option value="">all</option>
      ${options.map(
        ([value, text, meant]) =>
          html`<option value="${value}" ${meant === chosen && html`selected`}>${text}</option>`,
      )}
    </select></label
  >`;
}
