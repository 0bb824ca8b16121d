/** A question that a panel of a dashboard asks. */
export interface PanelQuery {
  /** Title of the panel. */
  readonly panel: string;
  /** PromQL, with the values of all variables. */
  readonly expression: string;
  /** Asked for one instant, and not for a range. */
  readonly instant: boolean;
}

/** The fields used of a Grafana dashboard. */
interface Dashboard {
  readonly panels: readonly Panel[];
}

interface Panel {
  readonly title?: string;
  readonly targets?: readonly { readonly expr: string; readonly instant?: boolean }[];
  /** Those of a row that is collapsed. */
  readonly panels?: readonly Panel[];
}

/**
 * All queries of a Grafana dashboard.
 *
 * @param json the dashboard
 * @param variables what Grafana puts in place of `$name` and `${name}`
 * @throws Error when a query has a variable that is not given
 */
export function panelQueries(json: string, variables: Readonly<Record<string, string>>): PanelQuery[] {
  // Grafana's format; a dashboard without panels is of no use here.
  return queriesOf((JSON.parse(json) as Dashboard).panels, variables);
}

function queriesOf(panels: readonly Panel[], variables: Readonly<Record<string, string>>): PanelQuery[] {
  return panels.flatMap(({ title = '', targets = [], panels: folded = [] }) => [
    ...targets.map(({ expr, instant = false }) => ({
      panel: title,
      expression: withValues(expr, variables),
      instant,
    })),
    ...queriesOf(folded, variables),
  ]);
}

function withValues(expression: string, variables: Readonly<Record<string, string>>): string {
  return expression.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
    const name = braced ?? bare ?? '';
    const value = variables[name];
    if (value === undefined) throw new Error(`${expression}: what is ${name}?`);
    return value;
  });
}
