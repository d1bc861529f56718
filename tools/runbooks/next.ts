import type { HopName } from '../path/hop';
import {
  accessLog,
  curl,
  dig,
  doctor,
  failedStacks,
  openssl,
  probe,
  settings,
  trace,
  vpcLinks,
} from './commands';
import { nextOfPlan } from './next-of-plan';
import { pageFor } from './page-for';
import type { RunbookPage } from './pages';
import { shell } from './shell';
import { type Known, known, type Subject } from './subject';

/** The two commands that tell most, the first first. */
export type NextCommands = readonly [string, string];

type Next = (call: Known) => NextCommands;

/** The token is the user's: it stays out of reports, and the shell fills it in. */
const bearer = 'Authorization: Bearer $TOKEN';
const withToken = (call: Known): string => trace(call).replace(' trace ', ` trace -H "${bearer}" `);

const plan = 'npx hybrid-api plan --deployed cdk.out.deployed';

/** The name of the function that stands in the data centre. */
const probeFunction = `aws cloudformation describe-stacks --query "Stacks[].Outputs[] | [?OutputKey=='ProbeFunction'].OutputValue" --output text`;

const byPage: Readonly<Record<RunbookPage, Next>> = {
  'name-does-not-resolve': (call) => [dig(call), trace(call)],
  'forwarded-names': (call) => [dig(call), 'aws route53resolver list-resolver-rule-associations'],
  'public-api-from-the-vpc': (call) => [dig(call, '+short'), trace({ ...call, vantage: 'app' })],
  timeout: (call) => [trace(call), shell('sudo traceroute', '-n', '-T', '-p', call.port, call.dialled)],
  'large-payload-stalls': (call) => [
    shell('ping', '-c', '3', '-M', 'do', '-s', '1372', call.dialled),
    shell('tracepath', '-n', call.dialled),
  ],
  'load-balancer-targets': (call) => [doctor('load-balancer'), trace(call)],
  'load-balancer-answers': (call) => [trace(call), doctor('load-balancer')],
  'client-certificates': (call) => [
    probe(call, '--cert', 'client.pem', '--key', 'client-key.pem'),
    openssl(call, '-cert', 'client.pem', '-key', 'client-key.pem'),
  ],
  tls: (call) => [openssl(call), doctor('load-balancer')],
  'endpoint-silent': (call) => [doctor('endpoint'), trace(call)],
  '403-forbidden': (call) => [trace(call), doctor('gateway')],
  '403-missing-authentication-token': (call) => [trace(call), accessLog(call, 'gateway-refusals')],
  'private-domain': (call) => [trace(call), 'aws apigateway get-domain-name-access-associations'],
  'request-limits': (call) => [trace(call), accessLog(call, 'gateway-refusals')],
  '403-user-anonymous': (call) => [trace(call), accessLog(call, 'policy-decisions')],
  'change-has-no-effect': (call) => [trace(call, '--deployed', 'cdk.out.deployed'), doctor('gateway')],
  'caller-address': (call) => [trace(call), accessLog(call, 'policy-decisions')],
  'http-api-is-public': (call) => ['npx hybrid-api verify', accessLog(call, 'policy-decisions')],
  '401': (call) => [withToken(call), accessLog(call, 'authorizer-errors')],
  'authorizer-403': (call) => [withToken(call), accessLog(call, 'policy-decisions')],
  'authorizer-500': (call) => [accessLog(call, 'authorizer-errors'), withToken(call)],
  'signature-or-key': (call) => ['aws sts get-caller-identity', probe(call, '--sigv4')],
  '429': (call) => [accessLog(call, 'throttled'), 'aws lambda get-account-settings --query AccountLimit'],
  '500': (call) => [trace(call), accessLog(call, '5xx-by-cause')],
  '502': (call) => [accessLog(call, 'integration-errors'), trace(call)],
  '504': (call) => [accessLog(call, 'close-to-the-time-limit'), curl(call, '-w', '%{time_total} s\\n')],
  'vpc-link-calls': (call) => [trace(call), vpcLinks],
  websocket: (call) => [probe(call), accessLog(call, 'integration-errors')],
  'vpc-link-cannot-be-deleted': () => [plan, vpcLinks],
  'update-or-delete-stuck': () => [plan, failedStacks],
  'not-known': (call) => [trace(call), probe(call)],
  certificate: () => [
    doctor('load-balancer'),
    `aws acm list-certificates --query "CertificateSummaryList[].[DomainName,Status,NotAfter,InUse,RenewalEligibility]"`,
  ],
  quotas: () => [
    'npx hybrid-api doctor --verbose',
    `aws service-quotas list-service-quotas --service-code apigateway --query "Quotas[].[QuotaCode,QuotaName,Value,Adjustable]"`,
  ],
  'doctor-itself': () => ['npx hybrid-api doctor --policy', 'aws sts get-caller-identity'],
  'not-deployed': () => ['npx hybrid-api doctor', failedStacks],
  'probe-itself': (call) => [probe(call, '--json'), curl(call)],
  'probe-runner': (call) => [
    `aws logs tail "$(aws lambda get-function-configuration --function-name "$(${probeFunction})" --query LoggingConfig.LogGroup --output text)" --since 1h`,
    probe(call, '--via', 'lambda:ProbeFunction', '--json'),
  ],
};

const keys: Next = (call) => [
  probe(call, '--api-keys', 'api-key.txt'),
  `aws apigateway get-usage-plans --query "items[].[name,apiStages]"`,
];

/** Where a code needs other commands than its page. */
const byCode: Readonly<Record<string, Next>> = {
  ...nextOfPlan,
  API_KEY_MISSING: keys,
  API_KEY_UNKNOWN: keys,
  API_KEY_DISABLED: keys,
  API_KEY_NOT_IN_PLAN: keys,
  LOAD_BALANCER_WAF_BLOCKS: (call) => [curl(call), 'aws wafv2 list-web-acls --scope REGIONAL'],
  LOAD_BALANCER_WAF_NOT_READ: (call) => [curl(call), 'aws wafv2 list-web-acls --scope REGIONAL'],
  CERTIFICATE_EXPIRED: (call) => [openssl(call), 'date -u'],
  RESPONSE_NOT_FROM_GATEWAY: (call) => [curl(call), dig(call, '+short')],
  RESPONSE_NOT_HTTP: (call) => [curl(call), doctor('load-balancer')],
  PROBE_INTERRUPTED: (call) => [probe(call), probe(call, '--max-time', '120')],
  PROBE_PROXY_FAILED: (call) =>
    call.made?.probe.includes('--twin')
      ? ['npx hybrid-api twin --ready-file ready.json', 'npx hybrid-api probe --twin ready.json --json']
      : [curl(call), probe(call, '--json')],
  PROBE_NO_TOKEN: (call) => [settings(call), probe(call, '--json')],
  PROBE_NO_SECRET: (call) => [settings(call), 'aws sts get-caller-identity'],
  PROBE_LOCAL_FAULT: (call) => ['ulimit -n', shell('ip route get', call.dialled)],
  RESPONSE_UNEXPECTED: (call) => [curl(call), trace(call)],
};

/**
 * What to run next about a reason code, with the values of the call filled in; for a POSIX shell.
 * @throws TypeError where the subject's URL is none
 */
export function nextCommands(code: string, hop: HopName | null, subject: Subject): NextCommands {
  return (byCode[code] ?? byPage[pageFor(code, hop)])(known(subject));
}

/** Those of a page. */
export function commandsOfPage(page: RunbookPage, subject: Subject): NextCommands {
  return byPage[page](known(subject));
}
