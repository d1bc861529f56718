import type { Fault } from '../fault';
import type { Templates } from '../templates';
import { mentions } from '../templates';

const example = 'api-keys';
const call = { url: 'https://orders.corp.example/', apiKey: 'acme' };

const gateway = 'AWS::ApiGateway';
const key = (templates: Templates) => templates.one(`${gateway}::ApiKey`, (p) => p.Name === 'acme');
const plan = (templates: Templates) =>
  templates.one(`${gateway}::UsagePlan`, (p) => p.UsagePlanName === 'api-keys-partners').properties;

export const apiKeyFaults: readonly Fault[] = [
  {
    name: 'no API key is sent',
    hop: 'authorizer',
    code: 'API_KEY_MISSING',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    example,
    call: { url: call.url },
  },
  {
    name: 'the API key is disabled',
    hop: 'authorizer',
    code: 'API_KEY_DISABLED',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    example,
    call,
    change: (templates) => {
      key(templates).properties.Enabled = false;
    },
  },
  {
    name: 'the API key is in no plan',
    hop: 'authorizer',
    code: 'API_KEY_NOT_IN_PLAN',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    example,
    call,
    change: (templates) => {
      const { logicalId } = key(templates);
      templates.remove(templates.one(`${gateway}::UsagePlanKey`, (p) => mentions(p.KeyId, logicalId)));
    },
  },
  {
    name: 'the plan is of another stage',
    hop: 'authorizer',
    code: 'API_KEY_NOT_IN_PLAN',
    outcome: 'stop',
    seen: 403,
    says: 'UNKNOWN_HOST',
    example,
    call,
    change: (templates) => {
      plan(templates).ApiStages[0].Stage = 'test';
    },
  },
  {
    name: 'the plan admits no call at all',
    hop: 'authorizer',
    code: 'THROTTLED',
    outcome: 'stop',
    seen: 429,
    example,
    call,
    change: (templates) => {
      plan(templates).Throttle = { RateLimit: 0, BurstLimit: 0 };
    },
  },
  {
    name: 'the stage admits no call at all',
    hop: 'authorizer',
    code: 'THROTTLED',
    outcome: 'stop',
    seen: 429,
    example,
    call,
    change: (templates) => {
      const stage = templates.one(`${gateway}::Stage`, (_p, id) => id.includes('orders')).properties;
      Object.assign(stage.MethodSettings[0], { ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 });
    },
  },
  {
    name: 'the plan’s quota is used up by its offset',
    hop: 'authorizer',
    code: 'QUOTA_EXCEEDED',
    outcome: 'stop',
    seen: 429,
    example,
    call,
    change: (templates) => {
      plan(templates).Quota = { Limit: 10, Offset: 10, Period: 'DAY' };
    },
  },
  {
    name: 'which keys the plan has is in no template',
    hop: 'authorizer',
    code: 'USAGE_PLAN_NOT_KNOWN',
    outcome: 'unknown',
    seen: 501,
    says: 'RESPONSE_NOT_FROM_GATEWAY',
    example,
    call,
    change: (templates) => {
      const { logicalId } = key(templates);
      const member = templates.one(`${gateway}::UsagePlanKey`, (p) => mentions(p.KeyId, logicalId));
      member.properties.KeyId = { 'Fn::ImportValue': 'elsewhere' };
    },
  },
];
