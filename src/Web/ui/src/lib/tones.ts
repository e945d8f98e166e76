// Which of the lamp's tones something else on a page has.
import type { LampAlert } from '../api/types.ts';
import type { Tone } from './lamp.ts';

export function severityTone(severity: string | undefined): Tone {
  switch (severity?.toLowerCase()) {
    case 'critical': case 'page': case 'error': case 'emergency': case 'fatal': return 'critical';
    case 'info': case 'none': case 'debug': return 'pending';
    default: return 'warning';
  }
}

export function alertTone(alert: LampAlert): Tone {
  return alert.state === 'pending' ? 'pending' : severityTone(alert.labels['severity']);
}

export function ruleTone(state: string): Tone {
  return state === 'firing' ? 'critical' : state === 'pending' ? 'pending' : state === 'inactive' ? 'ok' : 'unknown';
}

export function targetTone(health: string): Tone {
  return health === 'up' ? 'ok' : health === 'down' ? 'critical' : 'unknown';
}
