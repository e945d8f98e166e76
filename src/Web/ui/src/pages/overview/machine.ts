// The machine's own health, asked from the series that the node exporter's names stand for.
import { queryInstant, queryRange } from '../../api/prometheus.ts';
import type { InstantSeries } from '../../api/types.ts';
import { bytes } from '../../lib/format.ts';

export interface Gauge {
  name: string;
  text: string;
  detail: string;
  history: number[];
  low: number;
  high: number;
}

export interface Machine {
  gauges: Gauge[];
  /** What a person should look at, in words. */
  concerns: string[];
}

interface Figure {
  name: string;
  query: string;
  low: number;
  high: number;
  text: (value: number) => string;
  /** The words of concern, once the value is beyond the limit. */
  concern: [limit: number, says: string];
}

const percent = (value: number): string => `${Math.round(value * 100)} %`;
const realDisks = 'fstype!~"tmpfs|ramfs|devtmpfs|overlay|squashfs|iso9660|fuse.*|proc|sysfs"';

const figures: Figure[] = [
  {
    name: 'Temperature',
    low: 20,
    high: 85,
    text: value => `${value.toFixed(1)} °C`,
    query:
      'max(hotaru_pi_temperature_celsius) or max(node_thermal_zone_temp) or max(node_hwmon_temp_celsius)',
    concern: [80, 'It is hot: the processor slows down at 80 °C.'],
  },
  {
    name: 'Processor',
    low: 0,
    high: 1,
    text: percent,
    query: '1 - avg(rate(node_cpu_seconds_total{mode="idle"}[2m]))',
    concern: [Infinity, ''],
  },
  {
    name: 'Memory',
    low: 0,
    high: 1,
    text: percent,
    query: 'max(1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)',
    concern: [0.92, 'Memory is nearly used up.'],
  },
  {
    name: 'Disk',
    low: 0,
    high: 1,
    text: percent,
    query: `max(1 - node_filesystem_avail_bytes{${realDisks}} / node_filesystem_size_bytes{${realDisks}})`,
    concern: [0.9, 'A disk is nearly full.'],
  },
];

const detailQuery =
  'label_replace(min(node_memory_MemAvailable_bytes), "what", "Memory", "", "") or ' +
  `label_replace(min(node_filesystem_avail_bytes{${realDisks}}), "what", "Disk", "", "")`;

/** The firmware's flags that are up, and file systems that the kernel no longer writes to. */
const flagsQuery =
  'hotaru_pi_throttled > 0 or hotaru_pi_throttled_since_boot > 0 ' +
  'or hotaru_pi_filesystem_turned_readonly > 0';

export async function readMachine(signal?: AbortSignal): Promise<Machine> {
  const now = Date.now();
  const hour = 3_600_000;
  const [histories, details, flags] = await Promise.all([
    Promise.all(figures.map(figure => queryRange(figure.query, now - hour, now, 60_000, signal))),
    vector(detailQuery, signal),
    vector(flagsQuery, signal),
  ]);
  const gauges: Gauge[] = [];
  const concerns = flagWords(flags);
  figures.forEach((figure, index) => {
    const history = (histories[index]?.[0]?.values ?? []).map(([, value]) => Number(value));
    const last = history.at(-1);
    if (last === undefined || !Number.isFinite(last)) return;
    const free = details.find(detail => detail.metric['what'] === figure.name)?.value?.[1];
    gauges.push({
      name: figure.name,
      text: figure.text(last),
      detail: free === undefined ? '' : `${bytes(Number(free))} free`,
      history,
      low: figure.low,
      high: figure.high,
    });
    if (last >= figure.concern[0]) concerns.push(figure.concern[1]);
  });
  return { gauges, concerns: [...new Set(concerns)] };
}

async function vector(query: string, signal?: AbortSignal): Promise<InstantSeries[]> {
  const answer = await queryInstant(query, undefined, signal);
  return answer.resultType === 'vector' ? answer.result : [];
}

const reasons: Record<string, [now: string, once: string]> = {
  under_voltage: [
    'The supply voltage is too low.',
    'The supply voltage was too low at some time since boot.',
  ],
  frequency_capped: [
    "The processor's speed is capped.",
    "The processor's speed was capped at some time since boot.",
  ],
  throttled: ['The processor is throttled.', 'The processor was throttled at some time since boot.'],
  soft_temperature_limit: [
    'The soft temperature limit is reached.',
    'The soft temperature limit was reached since boot.',
  ],
};

/** What happens now stands for what happened since boot as well. */
export function flagWords(flags: InstantSeries[]): string[] {
  const metric = (series: InstantSeries) => series.metric['__name__'] ?? '';
  const reason = (series: InstantSeries) => series.metric['reason'] ?? '';
  const now = new Set(flags.filter(series => metric(series) === 'hotaru_pi_throttled').map(reason));
  return flags.flatMap(series => {
    if (metric(series) === 'hotaru_pi_filesystem_turned_readonly')
      return [`The file system at ${series.metric['mountpoint'] ?? '?'} has gone read-only.`];
    const words = reasons[reason(series)] ?? [reason(series), `${reason(series)}, since boot`];
    if (metric(series) === 'hotaru_pi_throttled') return [words[0]];
    return now.has(reason(series)) ? [] : [words[1]];
  });
}
