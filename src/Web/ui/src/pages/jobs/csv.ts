import type { Incident } from '../../api/types.ts';

/** One line for each incident; a field that a spreadsheet would take for a formula is made plain text. */
export function toCsv(incidents: Incident[]): string {
  const field = (value: unknown): string => {
    const text = String(value ?? '');
    const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const rows = incidents.map(incident => [
    incident.id,
    incident.job,
    incident.state,
    incident.reason,
    incident.opened,
    incident.closed,
    incident.duration_seconds,
    incident.failures,
  ]);
  return (
    [['id', 'job', 'state', 'reason', 'opened', 'closed', 'duration_seconds', 'failures'], ...rows]
      .map(row => row.map(field).join(','))
      .join('\r\n') + '\r\n'
  );
}

export function saveCsv(incidents: Incident[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([toCsv(incidents)], { type: 'text/csv' }));
  link.download = 'incidents.csv';
  link.click();
  URL.revokeObjectURL(link.href);
}
