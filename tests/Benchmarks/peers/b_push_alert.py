"""Push to alert: from a failing push (its last byte sent) to the webhook and to the lamp, at the default 15 s intervals."""
import http.server, http.client, json, random, statistics, threading
from sut import *
FILES = {'hotaru.yml': 'indicator: { chip: none }\n',
    'prometheus.yml': "global: {scrape_interval: 15s, evaluation_interval: 15s}\nrule_files: ['@dir@/rules.yml']\n",
    'rules.yml': """groups:
- name: records
  rules:
  - {record: 'job:exit_code:max', expr: max by (job) (exit_code)}
- name: alerts
  rules:
  - {alert: Failed, expr: exit_code != 0}
  - {alert: FailedByRecord, expr: 'job:exit_code:max != 0'}
""", 'alertmanager.yml': """route: {receiver: hook, group_by: [alertname, job], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
receivers:
- name: hook
  webhook_configs: [{url: '@hook@', send_resolved: false}]
"""}

def run(systems, trials=9):
    seen, lock = {}, threading.Condition()
    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            b = self.rfile.read(int(self.headers['Content-Length'])); t = time.monotonic()
            with lock:
                for a in json.loads(b).get('alerts', []): seen.setdefault((a['labels']['alertname'], a['labels'].get('job')), t)
                lock.notify_all()
            self.send_response(200); self.send_header('Content-Length', '0'); self.end_headers()
        def log_message(self, *a): pass
    hook = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Hook); threading.Thread(target=hook.serve_forever, daemon=True).start()
    for n in systems:
        s = SUT(n, 'push-alert', tokens=dict(hook=f'http://127.0.0.1:{hook.server_port}/'))
        for f, t in FILES.items():
            with open(f'{s.dir}/{f}', 'w') as h: h.write(s.sub(t))
        s.start(); time.sleep(3); got = {'webhook': [], 'webhook, over a recording rule': [], 'lamp': []}
        for i in range(trials):
            time.sleep(random.uniform(0.5, 1.5)); job = f'job{i}'; c = http.client.HTTPConnection('127.0.0.1', s.port); c.connect()
            lamp = http.client.HTTPConnection('127.0.0.1', s.port); lamp.connect(); at = time.monotonic()
            c.request('PUT', f'{s.s["push"]}/job/{job}', 'exit_code 1\n'); t0 = time.monotonic(); end = t0 + 40
            lit = None
            while time.monotonic() < end:   # the lamp's own list names the alert: it is what the lamp shows
                lamp.request('GET', '/api/hotaru/v1/indicator'); b = lamp.getresponse().read()
                if f'"{job}"'.encode() in b: lit = time.monotonic(); break
                time.sleep(0.001)
            c.getresponse().read()
            with lock: lock.wait_for(lambda: ('Failed', job) in seen and ('FailedByRecord', job) in seen, 40)
            v = [seen.get(('Failed', job)), seen.get(('FailedByRecord', job)), lit]
            for k, x in zip(got, v): got[k].append((x - t0) * 1e3 if x else -1.0)
            if i == 0: emit('push-alert', n, 'first push after the start, 15 s intervals', webhook_ms=got['webhook'][0], recorded_ms=got['webhook, over a recording rule'][0], lamp_ms=got['lamp'][0])
        for k, x in got.items(): emit('push-alert', n, f'{k}, 15 s intervals', median_ms=statistics.median(x[1:]), worst_ms=max(x[1:]))
        s.stop()
