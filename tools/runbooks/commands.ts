import { isIP } from 'node:net';
import type { HopName } from '../path/hop';
import { shell } from './shell';
import { dnsServer, type Known } from './subject';

/** The templates, walked for the same call. */
export function trace({ vantage, method, url }: Known, ...more: string[]): string {
  return shell('npx hybrid-api trace', more, '--from', vantage, method, url);
}

/** The same call once more, or with other options. A twin has a resolver of its own. */
export function probe({ method, resolver, url, vantage, made }: Known, ...more: string[]): string {
  const { program = 'npx hybrid-api probe', probe: said = [] } = made ?? {};
  const isTwin = said.includes('--twin');
  const asked = resolver === undefined || isTwin ? [] : ['--resolver', resolver];
  const from = isTwin ? ['--vantage', vantage] : [];
  return shell(program, said, from, asked, more, method === 'GET' ? [] : [method], url);
}

/** What applies to calls of this probe, and where each comes from. */
export function settings({ made }: Known): string {
  return shell(made?.program ?? 'npx hybrid-api probe', '--show-settings');
}

/** What is deployed, for one hop; of authorizers, which have no checks of their own, the API. */
export function doctor(hop: HopName): string {
  return shell('npx hybrid-api doctor', '--only', hop === 'authorizer' ? 'gateway' : hop);
}

/** The name, asked of the server that the caller asks. */
export function dig({ host, resolver }: Known, ...more: string[]): string {
  const question = isIP(host) === 0 ? [host, 'A'] : ['-x', host];
  if (resolver === undefined) return shell('dig', more, question);
  const { address, port } = dnsServer(resolver);
  const tcp = resolver.startsWith('tcp:') ? ['+tcp'] : [];
  return shell('dig', tcp, more, `@${address}`, port === undefined ? [] : ['-p', port], question);
}

/** Who ends TLS there, and with which certificates. */
export function openssl({ peer, host, made }: Known, ...more: string[]): string {
  const said = made?.probe ?? [];
  const name = said.includes('--sni') ? said[said.indexOf('--sni') + 1] : host;
  const sni = name === undefined || name === 'none' ? ['-noservername'] : ['-servername', name];
  return `${shell('openssl', 's_client', '-connect', peer, sni, '-showcerts', more)} </dev/null`;
}

/** The call by another client, at the same address. */
export function curl({ method, url, host, port, dialled, made }: Known, ...more: string[]): string {
  const resolved = dialled === host ? [] : ['--resolve', `${host}:${port}:${dialled}`];
  return shell('curl -v', made?.curl ?? [], resolved, method === 'GET' ? [] : ['-X', method], more, url);
}

/**
 * Lines of the access logs that a saved query of the host reads: those of the call where its id is known, else of its
 * status. The groups have generated names, which the saved query knows (stacks/operations/queries.ts).
 */
export function accessLog({ label, requestId, status }: Known, savedQuery: string): string {
  const field = requestId ? `$.requestId = "${requestId}"` : `$.status = "${status || '*'}"`;
  const groups = `queryDefinitions[?ends_with(name,\`"/${label}/${savedQuery}"\`)].logGroupNames[]`;
  const query = shell('aws logs describe-query-definitions', '--query', groups, '--output', 'text');
  return `${query} | xargs -n1 ${shell('aws logs tail', '--since', '1h', '--filter-pattern', `{ ${field} }`)}`;
}

/** Stacks that CloudFormation could not finish, and why. */
export const failedStacks = `aws cloudformation list-stacks --query "StackSummaries[?contains(StackStatus,'FAILED')].[StackName,StackStatusReason]"`;

/** The VPC links of REST APIs and what became of them. */
export const vpcLinks = `aws apigateway get-vpc-links --query "items[].[name,status,statusMessage]"`;
