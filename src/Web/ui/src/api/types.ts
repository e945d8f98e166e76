// What the server answers, by surface. Times are RFC 3339 texts where not said otherwise.
export * from './types/labels.ts';
export * from './types/prometheus.ts';
export * from './types/pushgateway.ts';
export * from './types/alertmanager.ts';
export * from './types/hotaru.ts';
export * from './types/jobs.ts';
