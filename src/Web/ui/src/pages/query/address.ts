// The state of the query page in its address, with the parameter names of Prometheus, old and new, so that
// links from alerts, mails and bookmarks open here.
import { parseDuration, writeDuration } from '../../lib/format.ts';

export interface PanelState {
  expression: string;
  tab: 'table' | 'graph';
  /** Milliseconds that the graph spans. */
  range: number;
  /** The end of the graph and the time of the table, in milliseconds; null is now. */
  end: number | null;
  /** Milliseconds between points; null leaves it to the page. */
  step: number | null;
}

export const hour = 3_600_000;
const mostPanels = 20;

export function newPanel(expression = ''): PanelState {
  return { expression, tab: 'graph', range: hour, end: null, step: null };
}

export function readPanels(query: URLSearchParams): PanelState[] {
  const panels: PanelState[] = [];
  for (let index = 0; index < mostPanels; index += 1) {
    const expression = query.get(`g${index}.expr`);
    if (expression === null) break;
    const get = (name: string) => query.get(`g${index}.${name}`) ?? '';
    const end = Date.parse(`${get('end_input') || get('moment_input')}Z`);
    const step = Number(get('step_input'));
    panels.push({
      expression,
      tab: ['1', 'table', ''].includes(get('tab')) ? 'table' : 'graph',
      range: parseDuration(get('range_input')) ?? hour,
      end: Number.isNaN(end) ? null : end,
      step: step > 0 ? step * 1000 : null,
    });
  }
  return panels.length > 0 ? panels : [newPanel()];
}

export function writePanels(panels: PanelState[]): URLSearchParams {
  const query = new URLSearchParams();
  if (panels.every(panel => panel.expression === '')) return query;
  panels.forEach((panel, index) => {
    const set = (name: string, value: string) => query.set(`g${index}.${name}`, value);
    set('expr', panel.expression);
    set('tab', panel.tab);
    set('range_input', writeDuration(panel.range));
    if (panel.end !== null)
      set('end_input', new Date(panel.end).toISOString().slice(0, 19).replace('T', ' '));
    if (panel.step !== null) set('step_input', String(panel.step / 1000));
  });
  return query;
}

/** About 250 points over the range, at whole seconds. */
export function autoStep(range: number): number {
  return Math.max(1000, Math.round(range / 250 / 1000) * 1000);
}
