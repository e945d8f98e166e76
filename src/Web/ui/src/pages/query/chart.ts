import uPlot from 'uplot';
import { compact } from '../../lib/format.ts';
import { colourOf, dashOf, type Columns } from './columns.ts';

export interface Chart {
  /** One series to the front, or all alike. */
  highlight(index: number | null): void;
  destroy(): void;
}

export interface ChartOptions {
  start: number;
  end: number;
  onzoom: (start: number, end: number) => void;
  oncursor: (index: number | null) => void;
}

const height = 340;

export function draw(host: HTMLElement, data: Columns, options: ChartOptions): Chart {
  const style = getComputedStyle(host);
  const axis: uPlot.Axis = {
    stroke: style.getPropertyValue('--soft'),
    font: '12px system-ui, sans-serif',
    grid: { stroke: style.getPropertyValue('--line'), width: 1 },
    ticks: { stroke: style.getPropertyValue('--line'), width: 1 },
  };
  const plot = new uPlot(
    {
      width: Math.max(200, host.clientWidth),
      height,
      legend: { show: false },
      scales: { x: { time: true, range: () => [options.start / 1000, options.end / 1000] } },
      axes: [
        { ...axis, values: timeTexts, space: (u: uPlot) => (u.width < 500 ? 50 : 68) },
        {
          ...axis,
          size: 64,
          values: (_, splits) => splits.map(split => (split === null ? '' : compact(split))),
        },
      ],
      series: [
        {},
        ...data.slice(1).map((_, index) => ({
          stroke: colourOf(index),
          dash: dashOf(index),
          width: 1.6,
          points: { show: isSparse(data[index + 1]!) },
        })),
      ],
      cursor: { drag: { x: true, y: false, setScale: false }, focus: { prox: 24 }, points: { size: 6 } },
      focus: { alpha: 0.25 },
      hooks: {
        setSelect: [
          u => {
            if (u.select.width < 4) return;
            options.onzoom(
              Math.round(u.posToVal(u.select.left, 'x') * 1000),
              Math.round(u.posToVal(u.select.left + u.select.width, 'x') * 1000),
            );
          },
        ],
        setCursor: [u => options.oncursor(u.cursor.idx ?? null)],
      },
    },
    data as unknown as uPlot.AlignedData,
    host,
  );
  const watcher = new ResizeObserver(() => plot.setSize({ width: Math.max(200, host.clientWidth), height }));
  watcher.observe(host);
  return {
    highlight: index =>
      plot.setSeries(index === null ? (null as unknown as number) : index + 1, { focus: index !== null }),
    destroy: () => {
      watcher.disconnect();
      plot.destroy();
    },
  };
}

/** Single samples between gaps have no line: they need a dot each. */
function isSparse(column: (number | null)[]): boolean {
  return column.some(
    (value, index) =>
      value !== null && (column[index - 1] ?? null) === null && (column[index + 1] ?? null) === null,
  );
}

/** Hours and minutes; the date where a day begins or the range is long. */
function timeTexts(_: uPlot, splits: number[], __: number, ___: number, increment: number): string[] {
  let day = -1;
  const two = (value: number) => String(value).padStart(2, '0');
  return splits.map(split => {
    const date = new Date(split * 1000);
    const minutes = `${two(date.getHours())}:${two(date.getMinutes())}`;
    const clock = increment < 60 ? `${minutes}:${two(date.getSeconds())}` : minutes;
    const words = `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    const isNewDay = date.getDate() !== day && (day !== -1 || increment >= 86_400);
    day = date.getDate();
    return increment >= 86_400 ? words : isNewDay ? `${clock}\n${words}` : clock;
  });
}
