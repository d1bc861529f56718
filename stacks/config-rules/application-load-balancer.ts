import { defaultQuotas } from '../config-schema';
import { bundleFault } from './certificate-bundle';
import {
  type ConfigPath,
  type Finding,
  finding,
  items,
  quote,
  type Rule,
  type RuleContext,
  type SoundConfig,
} from './rule';

/** Of a host that a rule is held against (ALB guide, host conditions; doc). */
const hostLength = 128;

function checkHostLengths({ apis }: SoundConfig): Finding[] {
  return [...items(apis)].flatMap(([index, { host }]) => {
    if (host === undefined || host.length <= hostLength) return [];
    const what = `has ${host.length} characters; a rule of the load balancer takes ${hostLength}`;
    return [finding('CFG_NAME_LENGTH', ['apis', index, 'host'], what, 'use a shorter host')];
  });
}

/** Each host is a rule of the listener (ALB guide, quotas: 100 rules; doc). */
function checkRules({ apis, quotas }: SoundConfig): Finding[] {
  const hosts = new Set([...items(apis)].flatMap(([, { host }]) => host?.toLowerCase() ?? []));
  const most = quotas?.listenerRules ?? defaultQuotas.listenerRules;
  if (hosts.size <= most) return [];
  return [
    finding(
      'CFG_QUOTA',
      ['apis'],
      `has ${hosts.size} hosts, a rule of the load balancer each; it takes at most ${most}`,
      'let APIs share a host by basePath, or have the quota raised and set quotas.listenerRules',
    ),
  ];
}

/** Settings that only some ways in have. */
function checkOwnSettings(config: SoundConfig): Finding[] {
  const { ingress, loadBalancer, trustStore } = config;
  const found: Finding[] = [];
  const refuse = (path: ConfigPath, only: string): void => {
    const what = `is of ${only} only, and ingress is ${ingress}`;
    found.push(finding('CFG_INGRESS', path, what, `remove it, or choose ingress: ${only.split(' ')[0]}`));
  };
  const isApplication = ingress === 'alb' || ingress === 'alb-mtls';
  if (loadBalancer?.waf !== undefined && !isApplication) refuse(['loadBalancer', 'waf'], 'alb and alb-mtls');
  if (ingress === 'alb-mtls') return found;
  if (loadBalancer?.clientCertificates !== undefined)
    refuse(['loadBalancer', 'clientCertificates'], 'alb-mtls');
  if (trustStore !== undefined) refuse(['trustStore'], 'alb-mtls');
  return found;
}

/** Whom client certificates are held against: something to hold them against, and no private key in it. */
function checkTrustStore(config: SoundConfig, context: RuleContext): Finding[] {
  const { ingress, trustStore, loadBalancer } = config;
  if (ingress !== 'alb-mtls' || !context.isSound(['trustStore'])) return [];
  const verifies = loadBalancer?.clientCertificates !== 'passthrough';
  if (trustStore === undefined) {
    if (!verifies) return [];
    const what = 'has no trustStore, against which client certificates are held';
    return [finding('CFG_TRUST_STORE', ['ingress'], what, 'add trustStore: { file: clients-ca.pem }')];
  }
  if (!verifies) {
    const what = 'is not used: loadBalancer.clientCertificates is passthrough';
    return [finding('CFG_TRUST_STORE', ['trustStore'], what, 'remove one of the two')];
  }
  if (!('file' in trustStore) || trustStore.file === undefined) return [];
  const { file } = trustStore;
  const at = ['trustStore', 'file'];
  if (!context.exists(file))
    return [finding('CFG_FILE', at, `${quote(file)} is not there`, 'create the file, or correct its path')];
  const text = context.read(file);
  const fault = text === undefined ? undefined : bundleFault(text);
  if (fault === undefined) return [];
  return [
    finding(
      'CFG_TRUST_STORE',
      at,
      `${quote(file)} ${fault}`,
      'put the PEM certificates of the authorities there',
    ),
  ];
}

/** Rules, firewall and client certificates of an Application Load Balancer; none of them anywhere else. */
export const checkApplicationLoadBalancer: Rule = (config, context) => [
  ...checkOwnSettings(config),
  ...checkTrustStore(config, context),
  ...(config.ingress === 'alb' || config.ingress === 'alb-mtls'
    ? [...checkRules(config), ...checkHostLengths(config)]
    : []),
];
