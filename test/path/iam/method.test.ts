import type { IamPrincipal, PolicyDocument } from '../../../tools/assembly/model';
import { Unknown } from '../../../tools/assembly/model';
import type { SignatureFault } from '../../../tools/path/iam/signature';
import {
  api,
  definition,
  gatewayModel,
  method,
  requestTo,
  serveWith,
  type TestRequest,
} from '../../helpers/gateway-model';
import { at } from '../../helpers/model';
import { documentOf } from '../policy/read-policy';

const own = 'arn:aws:iam::111122223333:role/reports';
const other = 'arn:aws:iam::222233334444:role/billing';

const allow = documentOf({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
});
const deny = documentOf({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: '*' }],
});

function principal(arn: string, policies: IamPrincipal['policies']): IamPrincipal {
  return { where: at('Role'), arn, account: arn.split(':')[4]!, policies };
}

interface Scene {
  readonly caller?: string;
  readonly policies?: IamPrincipal['policies'];
  readonly allows?: unknown;
  readonly authorization?: 'AWS_IAM' | 'NONE';
  /** That owns the API. @default the model's */
  readonly owner?: string;
  readonly request?: TestRequest;
}

function call(scene: Scene) {
  const { caller = own, policies = [allow], allows = '*', authorization = 'AWS_IAM', request, owner } = scene;
  const policy: PolicyDocument = documentOf({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: allows, Action: 'execute-api:Invoke', Resource: '*' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0app' } },
      },
    ],
  });
  const methods = [method('GET /orders', { authorization })];
  const orders = api({
    id: 'api1234567',
    name: 'orders',
    stage: 'demo',
    definition: definition({ methods, policy }),
  });
  const model = {
    ...gatewayModel({
      apis: [{ ...orders, api: { ...orders.api, ...(owner && { account: owner }) } }],
    }),
    principals: [principal(caller, policies)],
  };
  const signature = { kind: 'valid', principal: caller } as const;
  const { verdicts, response } = serveWith(
    model,
    requestTo(model, { path: '/orders', signature, ...request }),
  );
  const codes = verdicts.slice(1, 3).map(({ code }) => code);
  return { codes, status: response?.status, body: String(response?.body ?? ''), headers: response?.headers };
}

const named = { AWS: other };

test('a caller of the account whom the resource policy allows', () => {
  expect(call({ policies: [] }).codes).toEqual(['POLICY_ALLOWS', 'IAM_ALLOWS']);
});

test('a caller of the account whose own policies allow, where the resource policy is silent', () => {
  expect(call({ allows: named }).codes).toEqual(['POLICY_SILENT', 'IAM_ALLOWS']);
});

test('a caller of the account whom nobody allows is told its name', () => {
  expect(call({ allows: named, policies: [] })).toMatchObject({
    codes: ['POLICY_SILENT', 'IAM_CALLER_NOT_ALLOWED'],
    status: 403,
    body: '{"Message":"User: arn:aws:sts::111122223333:assumed-role/reports/hybrid-api is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:********3333:api1234567/demo/GET/orders because no identity-based policy allows the execute-api:Invoke action"}',
  });
});

test('a caller whose own policies deny', () => {
  const { codes, body } = call({ policies: [allow, deny] });
  expect(codes).toEqual(['POLICY_ALLOWS', 'IAM_CALLER_DENIED']);
  expect(body).toContain(' with an explicit deny"');
});

test('a caller whose own policies nobody knows', () => {
  const policies = new Unknown('its policies are in no template', at('Role'));
  expect(call({ policies }).codes).toEqual(['POLICY_ALLOWS', 'IAM_POLICIES_NOT_KNOWN']);
});

test('which account is another one the API’s own account decides, not the endpoint’s', () => {
  const owner = '999988887777';
  expect(call({ owner, allows: named }).codes[0]).toBe('POLICY_OTHER_ACCOUNT');
  expect(call({ owner: other.split(':')[4], caller: other, allows: { AWS: own } }).codes).toEqual([
    'POLICY_SILENT',
    'IAM_ALLOWS',
  ]);
});

test('a caller of another account whom both sides allow', () => {
  expect(call({ caller: other, allows: named }).codes).toEqual(['POLICY_ALLOWS', 'IAM_ALLOWS']);
});

test('a caller of another account whom the resource policy does not allow stops there', () => {
  const { codes, body } = call({ caller: other, allows: { AWS: own } });
  expect(codes[0]).toBe('POLICY_OTHER_ACCOUNT');
  expect(body).toContain('assumed-role/billing/hybrid-api is not authorized');
  expect(body).toContain('because no resource-based policy allows');
});

test('a caller of another account whose own policies are silent', () => {
  expect(call({ caller: other, allows: named, policies: [] }).codes).toEqual([
    'POLICY_ALLOWS',
    'IAM_CALLER_NOT_ALLOWED',
  ]);
});

test('a caller through an endpoint that the policy does not name', () => {
  const model = gatewayModel();
  const endpoint = { ...model.endpoints[0]!, id: 'vpce-0zzz' };
  const scene = call({ request: { endpoint } as TestRequest });
  expect(scene.codes[0]).toBe('POLICY_DENIES_ENDPOINT');
  expect(scene.body).toContain('assumed-role/reports/hybrid-api');
});

describe('through an endpoint of the caller’s own account', () => {
  const theirs = (principal: string) => {
    const { endpoints } = gatewayModel();
    const policy = documentOf({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: '*', Resource: '*' }],
    });
    return { endpoint: { ...endpoints[0]!, policy } } as TestRequest;
  };

  test('its policy, the API’s and the caller’s own must all allow', () => {
    const scene = { caller: other, allows: named, request: theirs(other) };
    expect(call(scene).codes).toEqual(['POLICY_ALLOWS', 'IAM_ALLOWS']);
  });

  test('its policy may let the whole account out, and nobody else', () => {
    const scene = { caller: other, allows: named };
    expect(call({ ...scene, request: theirs('222233334444') }).codes[1]).toBe('IAM_ALLOWS');
    expect(call({ ...scene, request: theirs('333344445555') })).toMatchObject({
      codes: ['ENDPOINT_POLICY_DOES_NOT_ALLOW'],
      status: 403,
    });
  });
});

test('a caller whom the model does not have is in doubt', () => {
  const signature = { kind: 'valid', principal: 'nobody' } as const;
  expect(call({ request: { signature } }).codes).toEqual(['POLICY_ALLOWS', 'IAM_NOT_CHECKED']);
});

describe('a signature that does not hold', () => {
  const refused = (fault: SignatureFault) =>
    ({ signature: { kind: 'refused', fault, message: `says ${fault}` } }) as const;

  test.each<[SignatureFault, string, string]>([
    ['incomplete', 'IAM_SIGNATURE_INCOMPLETE', 'IncompleteSignatureException'],
    ['unknown-key', 'IAM_KEY_UNKNOWN', 'UnrecognizedClientException'],
    ['token-expired', 'IAM_TOKEN_EXPIRED', 'ExpiredTokenException'],
    ['scope', 'IAM_SIGNATURE_SCOPE', 'InvalidSignatureException'],
    ['expired', 'IAM_SIGNATURE_EXPIRED', 'InvalidSignatureException'],
    ['wrong', 'IAM_SIGNATURE_WRONG', 'InvalidSignatureException'],
  ])('%s: %s', (fault, code, errorType) => {
    expect(call({ request: refused(fault) })).toMatchObject({
      codes: ['POLICY_LEFT_TO_SIGNATURE', code],
      status: 403,
      body: `{"message":"says ${fault}"}`,
      headers: expect.arrayContaining([['x-amzn-ErrorType', errorType]]),
    });
  });

  test('is refused at an endpoint even where the method wants none', () => {
    const { codes } = call({ authorization: 'NONE', request: refused('wrong') });
    expect(codes).toEqual(['POLICY_ALLOWS', 'IAM_SIGNATURE_WRONG']);
  });
});
