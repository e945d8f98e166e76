// Times, spans and sizes as people read them. All pure: what is "now" is given.

/** The two largest units: "2 d 4 h", "3 min 20 s", "5 s"; no line breaks between a number and its unit. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds}\u00a0s`;
  const units: [string, number][] = [
    ['d', 86400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ];
  const first = units.findIndex(([, size]) => seconds >= size);
  const [name, size] = units[first]!;
  const whole = Math.floor(seconds / size);
  const next = units[first + 1];
  const rest = next ? Math.floor((seconds - whole * size) / next[1]) : 0;
  return next && rest > 0 && whole < 10
    ? `${whole}\u00a0${name} ${rest}\u00a0${next[0]}`
    : `${whole}\u00a0${name}`;
}

/** "12 s ago", "in 3 min", "never" for the zero time. */
export function ago(at: string | number | Date, now: number): string {
  const ms = toMs(at);
  if (!isSet(ms)) return 'never';
  const past = now - ms;
  if (past < -1500) return `in ${span(-past)}`;
  return past < 1500 ? 'just now' : `${span(past)} ago`;
}

export function toMs(at: string | number | Date): number {
  return typeof at === 'number' ? at : at instanceof Date ? at.getTime() : Date.parse(at);
}

/** Go's zero time (year 1) and a time that cannot be read mean "not yet". */
export function isSet(ms: number): boolean {
  return Number.isFinite(ms) && ms > 0;
}

/** Local date and time to the second, as an ISO-like text that sorts. */
export function moment(at: string | number | Date): string {
  const ms = toMs(at);
  if (!isSet(ms)) return 'never';
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ` +
    `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
  );
}

export function bytes(value: number): string {
  if (!Number.isFinite(value)) return 'unknown';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (Math.abs(value) >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || Math.abs(value) >= 100 ? Math.round(value) : value.toPrecision(2)} ${units[unit]}`;
}

/** Seconds with a fitting unit: "850 µs", "12 ms", "1.3 s". */
export function seconds(value: number): string {
  if (value < 0.001) return `${Math.round(value * 1e6)} µs`;
  if (value < 1) return `${Math.round(value * 1000)} ms`;
  return value < 60 ? `${value.toPrecision(2)} s` : span(value * 1000);
}

/** For axes and legends: short, never misleading: "1.25k", "3.1M", "0.0042". */
export function compact(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(2);
  for (const [limit, name] of [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e4, 'k'],
  ] as const) {
    if (size >= limit) return `${trim(value / (limit === 1e4 ? 1e3 : limit))}${name}`;
  }
  return trim(value);
}

/** "1h30m" in Prometheus's own writing to milliseconds; null when it is no duration. */
export function parseDuration(text: string): number | null {
  const found = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(
    text.trim(),
  );
  if (!found || text.trim() === '') return null;
  const sizes = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1];
  return sizes.reduce((sum, size, index) => sum + Number(found[index + 1] ?? 0) * size, 0);
}

export function writeDuration(ms: number): string {
  let rest = Math.round(ms);
  let text = '';
  for (const [unit, size] of [
    ['w', 604_800_000],
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1],
  ] as const) {
    const whole = Math.floor(rest / size);
    if (whole === 0 || (unit === 'w' && rest % size !== 0)) continue;
    text += `${whole}${unit}`;
    rest -= whole * size;
  }
  return text || '0s';
}

/** `name{a="b"}` as PromQL writes it; the name's place is empty when there is none. */
export function seriesName(labels: Record<string, string>): string {
  const { __name__: name = '', ...others } = labels;
  const inner = Object.entries(others)
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join(', ');
  return inner === '' && name !== '' ? name : `${name}{${inner}}`;
}

function trim(value: number): string {
  return String(Number(value.toPrecision(4)));
}
