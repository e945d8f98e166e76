"""Many alerts: 10,000 active alerts and 1,000 silences over the Alertmanager API, systems one after the other."""
import datetime, http.client, json, statistics
from sut import *
ALERTS, SILENCES, TEAMS, CLUSTERS = 10_000, 1_000, 50, 20

def config(hook):
    """50 routes and 20 inhibition rules; group_wait keeps every notification back, so that the API alone is measured."""
    lines = ['route:', '  receiver: hook', '  group_by: [alertname, cluster]', '  group_wait: 1h', '  routes:']
    lines += [f"  - {{receiver: hook, matchers: ['team=\"t{i}\"']}}" for i in range(TEAMS)]
    lines += ['inhibit_rules:']
    lines += [f"- {{source_matchers: ['severity=\"critical\"', 'cluster=\"c{2 * i}\"'], target_matchers: ['severity=\"warning\"'], equal: [alertname, cluster]}}" for i in range(CLUSTERS)]
    return '\n'.join(lines + ['receivers:', '- name: hook', f"  webhook_configs: [{{url: '{hook}'}}]", ''])

def stamp(hours=0): return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)).strftime('%Y-%m-%dT%H:%M:%SZ')

def alerts():
    start, end = stamp(), stamp(5)
    return [dict(labels=dict(alertname=f'Alert{i % 100}', instance=f'host-{i}', cluster=f'c{i % CLUSTERS}', team=f't{i % TEAMS}',
                             job='node', severity='critical' if i % 7 == 0 else 'warning'),
                 annotations=dict(summary=f'host-{i} is unwell', description=f'The disk of host-{i} will be full within four hours.'),
                 startsAt=start, endsAt=end, generatorURL=f'http://prometheus:9090/graph?g0.expr=up%7Binstance%3D%22host-{i}%22%7D&g0.tab=1') for i in range(ALERTS)]

def silences():
    start, end = stamp(), stamp(5)
    return [json.dumps(dict(matchers=[dict(name='instance', value=f'host-{i * 7}', isRegex=False, isEqual=True),
                                      dict(name='alertname', value='Alert1.*', isRegex=True, isEqual=True)],
                            startsAt=start, endsAt=end, createdBy='bench', comment='planned work')).encode() for i in range(SILENCES)]

class Client:
    def __init__(self, s): self.c = http.client.HTTPConnection('127.0.0.1', s.port, timeout=120)
    def ask(self, method, path, body=None):
        """Seconds and the answer's body; anything but 200 ends the run."""
        t = time.monotonic(); self.c.request(method, path, body, {'Content-Type': 'application/json'} if body else {})
        r = self.c.getresponse(); b = r.read(); t = time.monotonic() - t
        if r.status != 200: raise RuntimeError(f'{method} {path}: {r.status} {b[:200]}')
        return t, b

def timed(s, client, rounds, method, path, body=None):
    """Median ms by the clock, and ms of the system's CPU for each, which other load on the machine disturbs less."""
    c = s.cpu(); got = [client.ask(method, path, body)[0] * 1e3 for _ in range(rounds)]
    return statistics.median(got), (s.cpu() - c) * 1e3 / rounds

def run(systems, reps=9):
    for n in systems:
        s = SUT(n, 'many', tokens=dict(hook='http://127.0.0.1:9/')); write_config(s); s.start(); client = Client(s); client.ask('GET', '/api/v2/status')
        time.sleep(2); emit('many-alerts', n, 'idle', rss_MB=s.rss() / 1e6)
        body = json.dumps(alerts()).encode(); parts = [json.dumps(alerts()[i:i + 64]).encode() for i in range(0, ALERTS, 64)]
        c = s.cpu(); first = client.ask('POST', '/api/v2/alerts', body)[0]; emit('many-alerts', n, f'first post of {ALERTS}, one body', ms=first * 1e3, cpu_ms=(s.cpu() - c) * 1e3)
        ms, cpu = timed(s, client, reps, 'POST', '/api/v2/alerts', body); emit('many-alerts', n, f'{ALERTS} posted again, one body', ms=ms, cpu_ms=cpu)
        c = s.cpu(); t = sum(client.ask('POST', '/api/v2/alerts', p)[0] for p in parts); emit('many-alerts', n, f'{ALERTS} posted again, 64 a body', ms=t * 1e3, cpu_ms=(s.cpu() - c) * 1e3)
        c = s.cpu(); t = sum(client.ask('POST', '/api/v2/silences', x)[0] for x in silences()); emit('many-alerts', n, f'{SILENCES} silences, one by one', ms=t * 1e3, cpu_ms=(s.cpu() - c) * 1e3)
        for name, path in (('GET alerts', '/api/v2/alerts'), ('GET groups', '/api/v2/alerts/groups'), ('GET silences', '/api/v2/silences'),
                           ('every alert routed, inhibited, silenced; none shown', '/api/v2/alerts?active=false&silenced=false&inhibited=false'),
                           ('GET one alert by filter', '/api/v2/alerts?filter=instance%3D%22host-77%22')):
            client.ask('GET', path); ms, cpu = timed(s, client, reps, 'GET', path); size = len(client.ask('GET', path)[1])
            emit('many-alerts', n, name, ms=ms, cpu_ms=cpu, kB=size / 1e3)
        states = {}
        for a in json.loads(client.ask('GET', '/api/v2/alerts')[1]): k = ('silenced ' if a['status']['silencedBy'] else '') + ('inhibited ' if a['status']['inhibitedBy'] else '') or 'active'; states[k.strip()] = states.get(k.strip(), 0) + 1
        print(n, 'states', states, flush=True)
        c = s.cpu(); time.sleep(20); st = s.status()
        emit('many-alerts', n, 'after all that', rss_MB=st['VmRSS'] / 1e6, rss_anon_MB=st['RssAnon'] / 1e6, rss_peak_MB=st['VmHWM'] / 1e6, idle_cpu_pct=(s.cpu() - c) / 20 * 100)
        s.stop(); again = SUT.__new__(SUT); again.__dict__.update(s.__dict__); ready = again.start(); time.sleep(5); client = Client(again)
        count = len(json.loads(client.ask('GET', '/api/v2/silences')[1])); emit('many-alerts', n, 'restarted', ready_ms=ready * 1e3, rss_MB=again.rss() / 1e6, silences=count)
        again.stop()

def write_config(s):
    for name in ('alertmanager.yml', 'am.yml'):
        if os.path.exists(f'{s.dir}/{name}'):
            with open(f'{s.dir}/{name}', 'w') as h: h.write(config('http://127.0.0.1:9/'))
