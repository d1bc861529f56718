import type { Fault } from '../fault';
import { mentions, type Templates } from '../templates';

const call = { url: 'https://shop.corp.example/' };
const base = { example: 'http-proxy', hop: 'integration', outcome: 'stop', call } as const;

const proxy = (templates: Templates) =>
  templates.one('AWS::Lambda::Function', (p) => mentions(p.Environment, 'HTTP_PROXY_BACKEND')).properties;

/** The function gives up sooner, so that a test need not wait. */
function hasty(templates: Templates): void {
  proxy(templates).Environment.Variables.HTTP_PROXY_CONNECT_MS = '300';
}

const admission = (templates: Templates) =>
  templates.one('AWS::EC2::SecurityGroupIngress', (p) => p.Description === 'From the HTTP proxy');

const group = (templates: Templates, description: string) =>
  templates.one('AWS::EC2::SecurityGroup', (p) => String(p.GroupDescription).startsWith(description))
    .properties;

export const httpProxyFaults: readonly Fault[] = [
  {
    ...base,
    name: 'the backend does not admit the proxy function',
    code: 'PROXY_BACKEND_SILENT',
    seen: 502,
    change: (templates) => {
      templates.remove(admission(templates));
      hasty(templates);
    },
  },
  {
    ...base,
    name: 'the proxy function may leave on another port only',
    code: 'PROXY_BACKEND_SILENT',
    seen: 502,
    change: (templates) => {
      Object.assign(group(templates, 'HTTP proxy').SecurityGroupEgress[0], { FromPort: 443, ToPort: 443 });
      hasty(templates);
    },
  },
  {
    ...base,
    name: 'the load balancer of the backend listens on another port',
    code: 'PROXY_BACKEND_REFUSED',
    seen: 502,
    change: (templates) => {
      templates.one('AWS::ElasticLoadBalancingV2::Listener', (p) => p.Protocol === 'HTTP').properties.Port =
        8080;
    },
  },
  {
    ...base,
    name: 'the backend is configured by a name that nobody has',
    code: 'PROXY_BACKEND_NOT_RESOLVED',
    seen: 502,
    change: (templates) => {
      proxy(templates).Environment.Variables.HTTP_PROXY_BACKEND = 'http://gone.corp.example:80';
    },
  },
  {
    ...base,
    name: 'nothing is registered behind the load balancer of the backend',
    code: 'PROXY_BACKEND_NOT_BEHIND',
    says: 'BACKEND_UNHEALTHY',
    seen: 503,
    change: (templates) => {
      const { properties } = templates.one(
        'AWS::ElasticLoadBalancingV2::TargetGroup',
        (p) => p.TargetType === 'lambda',
      );
      properties.Targets = [];
    },
  },
  {
    ...base,
    name: 'the load balancer of the backend may not call its function',
    code: 'PROXY_BACKEND_NOT_BEHIND',
    says: 'BACKEND_FAILED',
    seen: 502,
    change: (templates) => {
      const permission = templates.one(
        'AWS::Lambda::Permission',
        (p) => p.Principal === 'elasticloadbalancing.amazonaws.com',
      );
      templates.remove(permission);
    },
  },
  {
    ...base,
    name: 'API Gateway may not call the proxy function',
    code: 'FUNCTION_PERMISSION_MISSING',
    seen: 500,
    change: (templates) => {
      for (const permission of templates.all('AWS::Lambda::Permission', (p) =>
        mentions(p.FunctionName, 'proxy'),
      ))
        templates.remove(permission);
    },
  },
];
