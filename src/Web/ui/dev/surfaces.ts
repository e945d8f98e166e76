// For `npm run dev` only: the surfaces behind one address, as the appliance shows them. HOTARU names an
// appliance that runs; without it the peers' own programs are asked, and Hotaru's own API is a stand-in.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin, ProxyOptions } from 'vite';

const appliance = process.env['HOTARU'];
const peer = (variable: string, address: string, prefix: string): ProxyOptions => ({
  target: process.env[variable] ?? address,
  rewrite: path => path.slice(prefix.length),
});

const proxy: Record<string, ProxyOptions> = appliance
  ? Object.fromEntries(
      ['/api/', '/pushgateway/', '/alertmanager/'].map(path => [path, { target: appliance }]),
    )
  : {
      '/api/v1': peer('PROMETHEUS', 'http://127.0.0.1:9090', ''),
      '/pushgateway/': peer('PUSHGATEWAY', 'http://127.0.0.1:9091', '/pushgateway'),
      '/alertmanager/': peer('ALERTMANAGER', 'http://127.0.0.1:9093', '/alertmanager'),
    };

const settings = JSON.stringify({
  surface: 'prometheus',
  siblings: { prometheus: 'prometheus/', pushgateway: 'pushgateway/', alertmanager: 'alertmanager/' },
});

export function developmentSurfaces(): Plugin {
  return {
    name: 'hotaru-development-surfaces',
    config: () => ({ server: { proxy } }),
    transformIndexHtml: html =>
      html.replace('name="hotaru" content="{}"', `name="hotaru" content='${settings}'`),
    configureServer: server => {
      if (!appliance) server.middlewares.use('/api/hotaru/v1/', standIn);
    },
  };
}

let since = new Date(Date.now() - 754_000).toISOString();
let state = process.env['LAMP'] ?? 'critical';

function standIn(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === '/indicator/acknowledge') {
    since = new Date().toISOString();
    state = 'acknowledged';
  }
  if (request.url === '/events') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify(indicator())}\n\n`);
    return;
  }
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(request.url === '/health' ? health() : indicator()));
}

const indicator = () => ({
  state,
  shows: state,
  buzzer: state === 'critical',
  reason: '',
  since,
  alerts:
    state === 'ok'
      ? []
      : [
          {
            labels: { alertname: 'BackupFailed', job: 'backup', instance: 'nas', severity: 'critical' },
            annotations: { summary: 'The nightly backup of nas failed: exit code 3.' },
            state: 'firing',
            level: 'critical',
            acknowledged: state === 'acknowledged',
            startsAt: since,
            value: '3',
            generatorURL: '',
            activeAt: since,
          },
        ],
});

const health = () => ({
  healthy: false,
  parts: ['storage', 'scraper', 'rules', 'notifier', 'indicator'].map(part =>
    part === 'notifier'
      ? { part, healthy: false, reason: 'mail: connection refused (3 notifications wait)', since }
      : { part, healthy: true, reason: '', since },
  ),
});
