// Which of the lamp's tones something else on a page has.
import type { Delivery, IncidentEntry, Incident, Job, JobRun, LampAlert } from '../api/types.ts';
import type { Tone } from './lamp.ts';

export function severityTone(severity: string | undefined): Tone {
  switch (severity?.toLowerCase()) {
    case 'critical':
    case 'page':
    case 'error':
    case 'emergency':
    case 'fatal':
      return 'critical';
    case 'info':
    case 'none':
    case 'debug':
      return 'pending';
    default:
      return 'warning';
  }
}

export function alertTone(alert: LampAlert): Tone {
  if (alert.acknowledged) return 'acknowledged';
  return alert.state === 'pending' || alert.level === 'none' ? 'pending' : alert.level;
}

export function ruleTone(state: string): Tone {
  return state === 'firing'
    ? 'critical'
    : state === 'pending'
      ? 'pending'
      : state === 'inactive'
        ? 'ok'
        : 'unknown';
}

export function deliveryTone(state: Delivery['state']): Tone {
  return state === 'delivered' ? 'ok' : state === 'retrying' ? 'pending' : 'critical';
}

export function targetTone(health: string): Tone {
  return health === 'up' ? 'ok' : health === 'down' ? 'critical' : 'unknown';
}

export function jobTone(state: Job['state']): Tone {
  switch (state) {
    case 'succeeded':
      return 'ok';
    case 'failed':
    case 'late':
    case 'overdue':
      return 'critical';
    case 'running':
      return 'pending';
    case 'unknown':
      return 'unknown';
    default:
      return 'idle';
  }
}

export function runTone(outcome: JobRun['outcome']): Tone {
  return outcome === 'succeeded'
    ? 'ok'
    : outcome === 'failed'
      ? 'critical'
      : outcome === 'running'
        ? 'pending'
        : 'unknown';
}

export function incidentTone(state: Incident['state']): Tone {
  return state === 'open'
    ? 'critical'
    : state === 'acknowledged'
      ? 'acknowledged'
      : state === 'closed'
        ? 'ok'
        : 'unknown';
}

export function entryTone(kind: IncidentEntry['kind']): Tone {
  switch (kind) {
    case 'failed':
    case 'not_started':
    case 'too_long':
    case 'alert':
      return 'critical';
    case 'acknowledged':
      return 'acknowledged';
    case 'closed':
      return 'ok';
    case 'no_data':
      return 'unknown';
    default:
      return 'idle';
  }
}
