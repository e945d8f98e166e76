// The lamp in the browser's tab: a glowing dot in the lamp's colour, ringed when something is wrong.
import type { Tone } from '../lib/lamp.ts';

const lights: Record<Tone, string> = {
  ok: '#b5d334',
  pending: '#4aa6d8',
  warning: '#f29d0a',
  critical: '#e3261a',
  acknowledged: '#8467dd',
  fault: '#b8408f',
  unknown: '#7b8797',
  idle: '#7b8797',
};

export function showInTab(tone: Tone): void {
  const light = lights[tone];
  const ring =
    tone === 'critical' || tone === 'warning' || tone === 'fault'
      ? `<circle cx="16" cy="16" r="14" fill="none" stroke="${light}" stroke-width="3"/>`
      : '';
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
    '<rect width="32" height="32" rx="9" fill="#151c28"/>' +
    `${ring}<circle cx="16" cy="16" r="8" fill="${light}"/></svg>`;
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  if (link) link.href = `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
