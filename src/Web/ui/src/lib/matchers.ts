// Alertmanager's matchers as text: {alertname="DiskFull", job=~"a|b"}.
import type { Matcher } from '../api/types.ts';

export function matcherText(matcher: Matcher): string {
  const operator = matcher.isRegex
    ? matcher.isEqual === false
      ? '!~'
      : '=~'
    : matcher.isEqual === false
      ? '!='
      : '=';
  return `${matcher.name}${operator}${JSON.stringify(matcher.value)}`;
}

export function matchersText(labels: Record<string, string>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ')}}`;
}

/** Reads `{a="b", c!~"d"}`, with or without the braces; null when it is something else. */
export function parseMatchers(text: string): Matcher[] | null {
  const matchers: Matcher[] = [];
  let rest = text.trim().replace(/^\{/, '').replace(/\}$/, '').trim();
  while (rest !== '') {
    const found = /^([^\s=!~"{},]+)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|[^\s",{}]+)\s*(?:,\s*|$)/.exec(rest);
    if (!found) return null;
    const [whole, name, operator, value] = found as unknown as [string, string, string, string];
    matchers.push({
      name,
      value: unquote(value),
      isRegex: operator.endsWith('~'),
      isEqual: operator.startsWith('='),
    });
    rest = rest.slice(whole.length);
  }
  return matchers;
}

/** Whether a silence with these matchers would still this alert. Expressions are anchored. */
export function matches(matchers: Matcher[], labels: Record<string, string>): boolean {
  return matchers.every(matcher => {
    const value = labels[matcher.name] ?? '';
    const holds = matcher.isRegex ? test(matcher.value, value) : value === matcher.value;
    return holds === (matcher.isEqual ?? true);
  });
}

function test(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return false;
  }
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  return text.slice(1, -1).replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
}
