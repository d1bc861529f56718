export const examples: readonly (readonly [command: string, meaning: string])[] = [
  ['https://pvt-api.corp.example/', 'call it from here, at every address of the name'],
  ['', 'every call of hybrid.yaml that starts on-premises'],
  ['--twin ready.json', 'every call of hybrid.yaml against a running twin'],
  [
    '--resolver 10.10.0.2 --ca corp-ca.pem https://pvt-api.corp.example/',
    'another DNS server, another authority',
  ],
  [
    '--proxy socks5h://127.0.0.1:1080 --expect-unreachable https://pvt-api.corp.example/',
    'must not answer there',
  ],
  ['--via lambda:ProbeFunction', 'the same calls, made by the function in the simulated data centre'],
  [
    '--send \'{"action":"echo"}\' --expect-message echo wss://ws.corp.example/',
    'a WebSocket: open, send, expect a message',
  ],
  ['--sigv4 --profile billing https://pvt-api.corp.example/', 'signed by somebody of ~/.aws/config'],
  [
    '--api-keys key.txt -d @order.json --expect-status 201 https://pvt-api.corp.example/orders',
    'a POST with an API key',
  ],
  [
    "--token-command 'get-token --audience orders' https://pvt-api.corp.example/",
    'with the token that a program prints',
  ],
  ['--watch 5 https://pvt-api.corp.example/', 'every five seconds; each change is said'],
  [
    '--rate 20 --duration 60 https://pvt-api.corp.example/',
    'twenty calls a second for a minute, with percentiles',
  ],
  ['--config targets.yaml --serve 9115', 'stay, and answer Prometheus as blackbox_exporter does'],
  ['--config targets.yaml --only orders', 'one target of a probe file'],
];
