import { parseAddress } from '../../tools/ipv4';
import { hostNameFault, isInZone } from './host-name';
import {
  type ConfigPath,
  type Finding,
  findDuplicates,
  finding,
  items,
  quote,
  type Rule,
  type RuleContext,
  type SoundConfig,
  type SoundExpectation,
  suggest,
} from './rule';

/** Where calls can come from. */
export const vantages = ['on-prem', 'app', 'internet'];

const methods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Of a private API (aws-facts §1.6, doc). */
const urlLength = 8192;

function checkHost(
  host: string,
  path: ConfigPath,
  expectation: SoundExpectation,
  config: SoundConfig,
): Finding | undefined {
  const hosts = [...new Set([...items(config.apis)].flatMap(([, api]) => api.host ?? []))];
  const zone = config.dns?.zone;
  const unsure = config.apis?.some((api) => api?.host === undefined) ?? true;
  if (unsure || zone === undefined || hostNameFault(zone) || hosts.includes(host) || !isInZone(host, zone))
    return undefined;
  if (expectation.expect === 'unreachable') return undefined;
  return finding(
    'CFG_CALL_HOST',
    path,
    `calls ${quote(host)}, a name of zone ${quote(zone)} that no API has`,
    suggest(host, hosts),
  );
}

function checkCall(
  call: string,
  path: ConfigPath,
  expectation: SoundExpectation,
  config: SoundConfig,
): Finding[] {
  const syntax = (what: string, fix: string) => [
    finding('CFG_CALL_SYNTAX', path, `${quote(call)} ${what}`, fix),
  ];
  const match = /^(\S+) (\S+)$/.exec(call);
  const example = `write e.g. GET https://${[...items(config.apis)][0]?.[1].host ?? 'pay.corp.example'}/`;
  if (!match) return syntax('is not a method and a URL', example);
  const [, method = '', text = ''] = match;
  if (!methods.includes(method))
    return syntax(`has the method ${quote(method)}`, suggest(method.toUpperCase(), methods));
  if (!/^[a-z]+:\/\//i.test(text) || !URL.canParse(text)) return syntax('has no absolute URL', example);
  const url = new URL(text);
  if (url.protocol === 'wss:' && method !== 'GET')
    return syntax(`opens a WebSocket with ${method}`, `write GET ${text}`);
  if (!['https:', 'wss:'].includes(url.protocol))
    return [
      finding(
        'CFG_CALL_HTTPS',
        path,
        `${quote(call)} is not https`,
        'write https: the load balancer and the endpoint listen for TLS only',
      ),
    ];
  if (url.username !== '' || url.password !== '')
    return syntax('has a user or password in its URL', 'send an authorization header in headers');
  if (url.hash !== '') return syntax('has a fragment, which clients never send', 'remove what follows "#"');
  if (text.length > urlLength)
    return syntax(
      `has a URL of ${text.length} characters`,
      `use at most ${urlLength}: a private API takes no more`,
    );
  return [checkHost(url.hostname, path, expectation, config) ?? []].flat();
}

function checkRequest(
  at: ConfigPath,
  { call, body, headers, clientCertificate }: SoundExpectation,
  context: RuleContext,
): Finding[] {
  const found: Finding[] = [];
  for (const part of ['cert', 'key'] as const) {
    const file = clientCertificate?.[part];
    if (file !== undefined && !context.exists(file))
      found.push(
        finding(
          'CFG_FILE',
          [...at, 'clientCertificate', part],
          `${quote(file)} is not there`,
          'create the file, or correct its path beside hybrid.yaml',
        ),
      );
  }
  if (body !== undefined && call !== undefined && /^(GET|HEAD) /.test(call))
    found.push(
      finding(
        'CFG_CALL_BODY',
        [...at, 'body'],
        `is sent with ${call.slice(0, call.indexOf(' '))}, which has none`,
        'remove body, or call by POST or PUT',
      ),
    );
  for (const [name, value = ''] of Object.entries(headers ?? {})) {
    if (typeof value === 'object') {
      if (value.file !== undefined && !context.exists(value.file))
        found.push(
          finding(
            'CFG_FILE',
            [...at, 'headers', name, 'file'],
            `${quote(value.file)} is not there`,
            'create the file, or correct its path beside hybrid.yaml',
          ),
        );
      continue;
    }
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || /[\r\n\0]/.test(value))
      found.push(
        finding(
          'CFG_CALL_HEADER',
          [...at, 'headers', name],
          `${quote(value)} is not a header that HTTP can carry`,
          'write a name of letters, digits and "-", and a value of one line',
        ),
      );
  }
  return found;
}

function checkAnswer(at: ConfigPath, { call, expect }: SoundExpectation): Finding[] {
  if (typeof expect !== 'object' || !('body' in expect) || expect.body === undefined) return [];
  const path = [...at, 'expect', 'body'];
  if (call?.startsWith('HEAD '))
    return [
      finding('CFG_CALL_BODY', path, 'is expected of HEAD, which is answered without one', 'remove body'),
    ];
  if (typeof expect.body !== 'object' || !('matches' in expect.body) || expect.body.matches === undefined)
    return [];
  try {
    new RegExp(expect.body.matches);
    return [];
  } catch (cause) {
    return [
      finding(
        'CFG_CALL_PATTERN',
        [...path, 'matches'],
        `${quote(expect.body.matches)} is not a regular expression: ${(cause as Error).message.replace(/^.*: /, '')}`,
        'correct the pattern (JavaScript syntax); equals compares text as it is',
      ),
    ];
  }
}

/** Messages are for calls that open a WebSocket. */
function checkSocket(at: ConfigPath, { call, send, expect }: SoundExpectation): Finding[] {
  if (call === undefined || /^\S+ wss:/i.test(call)) return [];
  const member =
    send !== undefined
      ? ['send']
      : typeof expect === 'object' && 'message' in expect && expect.message !== undefined
        ? ['expect', 'message']
        : undefined;
  if (!member) return [];
  const fix = 'call a WebSocket API by GET wss://…, or remove it';
  return [
    finding(
      'CFG_CALL_SOCKET',
      [...at, ...member],
      `belongs to a WebSocket, and ${quote(call)} opens none`,
      fix,
    ),
  ];
}

function checkExpectation(
  index: number,
  expectation: SoundExpectation,
  config: SoundConfig,
  context: RuleContext,
): Finding[] {
  const at = ['expect', index];
  const { from, call, address } = expectation;
  const found: Finding[] = [];
  if (from !== undefined && !vantages.includes(from))
    found.push(
      finding(
        'CFG_CALL_FROM',
        [...at, 'from'],
        `${quote(from)} is not a place that calls come from`,
        suggest(from, vantages),
      ),
    );
  if (call !== undefined) found.push(...checkCall(call, [...at, 'call'], expectation, config));
  if (address !== undefined && parseAddress(address) === undefined)
    found.push(
      finding(
        'CFG_ADDRESS',
        [...at, 'address'],
        `${quote(address)} is not an IPv4 address`,
        'write e.g. 10.20.1.9',
      ),
    );
  return [
    ...found,
    ...checkRequest(at, expectation, context),
    ...checkAnswer(at, expectation),
    ...checkSocket(at, expectation),
  ];
}

/** Expectations are calls that a client can make, to hosts that are there or clearly foreign. */
export const checkExpectations: Rule = (config, context) => {
  const all = [...items(config.expect)];
  const names = all.flatMap(([index, { name }]) =>
    name === undefined ? [] : [{ path: ['expect', index, 'name'], value: name }],
  );
  return [
    ...all.flatMap(([index, expectation]) => checkExpectation(index, expectation, config, context)),
    ...findDuplicates(names, 'name'),
  ];
};
