import { callLink, integrationOf, type LinkTemplate, linkModel } from '../../helpers/vpc-link';

const old = (resources: LinkTemplate) => {
  const integration = integrationOf(resources);
  integration.ConnectionId = { Ref: 'OldLink' };
  delete integration.IntegrationTarget;
  delete integration.RequestParameters['context.requestOverride.path'];
};

/** The listener of the backend speaks TLS with a certificate for one name, and everything is open on 443. */
const tls = (resources: LinkTemplate, name = 'orders.internal.example') => {
  resources.Certificate = { Type: 'AWS::CertificateManager::Certificate', Properties: { DomainName: name } };
  Object.assign(resources.Listener!.Properties, {
    Protocol: 'HTTPS',
    Port: 443,
    SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    Certificates: [{ CertificateArn: { Ref: 'Certificate' } }],
  });
  for (const id of ['LinkGroup', 'BackGroup', 'NetworkGroup'])
    for (const rules of ['SecurityGroupIngress', 'SecurityGroupEgress'])
      for (const rule of resources[id]!.Properties[rules])
        Object.assign(rule, { FromPort: 443, ToPort: 443 });
};

describe('what a link leads to', () => {
  test('version 2: the application load balancer and its function', () => {
    const { verdict, response } = callLink(linkModel());
    expect(verdict).toMatchObject({ outcome: 'pass', code: 'BACKEND_ANSWERED' });
    expect(response).toMatchObject({ status: 200, body: 'hello' });
  });

  test('version 2 by the ARN of the listener', () => {
    const model = linkModel((all) =>
      Object.assign(integrationOf(all), { IntegrationTarget: { Ref: 'Listener' } }),
    );
    expect(callLink(model).response?.status).toBe(200);
  });

  test('version 2 to a Network Load Balancer', () => {
    const model = linkModel((all) => {
      integrationOf(all).IntegrationTarget = { Ref: 'Network' };
      const rule = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 };
      all.LinkGroup!.Properties.SecurityGroupEgress = [
        { ...rule, DestinationSecurityGroupId: { Ref: 'NetworkGroup' } },
      ];
      all.NetworkGroup!.Properties.SecurityGroupIngress = [
        { ...rule, SourceSecurityGroupId: { Ref: 'LinkGroup' } },
      ];
    });
    expect(callLink(model).verdict?.code).toBe('BACKEND_ANSWERED');
  });

  test('version 1: PrivateLink to the Network Load Balancer in front of it', () => {
    const { verdict, response, event } = callLink(linkModel(old));
    expect(verdict?.code).toBe('BACKEND_ANSWERED');
    expect(response?.status).toBe(200);
    expect(event?.path).toBe('/orders/7');
  });

  test('a stage variable may name the link', () => {
    const model = linkModel((all) => {
      integrationOf(all).ConnectionId = '${stageVariables.link}';
      all.Stage!.Properties.Variables = { link: { Ref: 'Link' } };
    });
    expect(callLink(model).response?.status).toBe(200);
  });

  test('the status of the backend is the caller’s', () => {
    const answer = { kind: 'returned', payload: '{"statusCode":418,"headers":{"Server":"pot"}}' } as const;
    const { verdict, response } = callLink(linkModel(), {}, answer);
    expect([verdict?.code, response?.status]).toEqual(['BACKEND_ANSWERED', 418]);
  });
});

describe('what the backend gets', () => {
  test('the path without the stage where a request parameter says so', () => {
    expect(callLink(linkModel()).event?.path).toBe('/orders/7');
  });

  test('the path with the stage else, and the verdict says so', () => {
    const model = linkModel((all) => {
      delete integrationOf(all).RequestParameters['context.requestOverride.path'];
    });
    const { verdict, event } = callLink(model);
    expect(event?.path).toBe('/prod/orders/7');
    expect(verdict).toMatchObject({ outcome: 'pass', code: 'LINK_STAGE_IN_PATH' });
    expect(verdict?.fix).toContain('requestOverride.path');
  });

  test('the Host of the URI, and the caller’s address in X-Forwarded-For', () => {
    const { event } = callLink(linkModel(), {
      headers: [
        ['X-Own', 'kept'],
        ['Via', 'dropped'],
      ],
    });
    expect(event?.headers).toMatchObject({ host: 'orders.internal.example', 'x-own': 'kept' });
    expect(event?.headers['x-forwarded-for']).toContain('203.0.113.1');
    expect(event?.headers.via).toBeUndefined();
  });

  test('what request parameters take from header, query, context, stage and text', () => {
    const model = linkModel((all) => {
      Object.assign(integrationOf(all).RequestParameters, {
        'integration.request.header.X-Tenant': "'bank'",
        'integration.request.header.X-Id': 'context.requestId',
        'integration.request.header.X-User': 'method.request.header.user',
        'integration.request.querystring.page': 'method.request.querystring.p',
        'integration.request.querystring.stage': 'stageVariables.name',
      });
      all.Stage!.Properties.Variables = { name: 'blue' };
    });
    const { event } = callLink(model, { query: 'p=2&q=a%20b', headers: [['User', 'kim']] });
    expect(event?.headers).toMatchObject({
      'x-tenant': 'bank',
      'x-id': '4f2a7c1e-9b3d-4e5f-8a6b-7c8d9e0f1a2b',
      'x-user': 'kim',
    });
    expect(event?.queryStringParameters).toMatchObject({ page: '2', stage: 'blue', p: '2' });
  });

  test('the method of the integration', () => {
    const model = linkModel((all) => Object.assign(integrationOf(all), { IntegrationHttpMethod: 'PUT' }));
    expect(callLink(model).event?.httpMethod).toBe('PUT');
  });
});

interface Broken {
  readonly name: string;
  readonly change: (resources: LinkTemplate) => void;
  readonly code: string;
  readonly status: number | undefined;
}

const broken: readonly Broken[] = [
  {
    name: 'the link’s group does not let out',
    change: (all) => {
      all.LinkGroup!.Properties.SecurityGroupEgress = [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32' }];
    },
    code: 'LINK_NETWORK_BLOCKED',
    status: 500,
  },
  {
    name: 'the load balancer’s group does not let the link in',
    change: (all) => {
      all.BackGroup!.Properties.SecurityGroupIngress = [];
    },
    code: 'LINK_NETWORK_BLOCKED',
    status: 500,
  },
  {
    name: 'the load balancer listens on another port',
    change: (all) => {
      all.Listener!.Properties.Port = 8080;
    },
    code: 'LINK_NO_LISTENER',
    status: 500,
  },
  {
    name: 'a listener rule answers itself',
    change: (all) => {
      all.Listener!.Properties.DefaultActions = [
        { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } },
      ];
    },
    code: 'BACKEND_NO_RULE',
    status: 404,
  },
  {
    name: 'the target group has no target',
    change: (all) => {
      all.Targets!.Properties.Targets = [];
    },
    code: 'BACKEND_UNHEALTHY',
    status: 503,
  },
  {
    name: 'the load balancer may not invoke the function',
    change: (all) => {
      delete all.May;
    },
    code: 'BACKEND_FAILED',
    status: 502,
  },
  {
    name: 'plain HTTP to a listener with TLS',
    change: (all) => {
      tls(all);
      integrationOf(all).Uri = 'http://orders.internal.example:443/{proxy}';
    },
    code: 'LINK_PROTOCOL_MISMATCH',
    status: 504,
  },
  {
    name: 'a certificate for another name',
    change: (all) => {
      tls(all, 'other.internal.example');
      integrationOf(all).Uri = 'https://orders.internal.example/{proxy}';
    },
    code: 'LINK_CERTIFICATE_MISMATCH',
    status: 500,
  },
  {
    name: 'a Network Load Balancer that holds PrivateLink to its rules',
    change: (all) => {
      old(all);
      delete all.Network!.Properties.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic;
    },
    code: 'LINK_NLB_ENFORCES_RULES',
    status: 500,
  },
  {
    name: 'rules for some addresses: the service’s own are not published',
    change: (all) => {
      old(all);
      delete all.Network!.Properties.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic;
      all.NetworkGroup!.Properties.SecurityGroupIngress = [
        { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/8' },
      ];
    },
    code: 'BACKEND_NOT_KNOWN',
    status: undefined,
  },
  {
    name: 'a Network Load Balancer whose group does not reach the backend',
    change: (all) => {
      old(all);
      all.BackGroup!.Properties.SecurityGroupIngress = [];
    },
    code: 'BACKEND_UNREACHABLE',
    status: 500,
  },
  {
    name: 'version 1 to an application load balancer',
    change: (all) => {
      old(all);
      all.OldLink!.Properties.TargetArns = [{ Ref: 'Back' }];
    },
    code: 'LINK_WITHOUT_TARGET',
    status: 500,
  },
  {
    name: 'version 2 without a target',
    change: (all) => {
      delete integrationOf(all).IntegrationTarget;
    },
    code: 'LINK_WITHOUT_TARGET',
    status: 500,
  },
  {
    name: 'a load balancer that no template has',
    change: (all) => {
      integrationOf(all).IntegrationTarget =
        'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/x/1';
    },
    code: 'BACKEND_NOT_KNOWN',
    status: undefined,
  },
  {
    name: 'a path parameter of the URI that nothing fills',
    change: (all) => {
      integrationOf(all).Uri = 'http://orders.internal.example/{other}';
    },
    code: 'BACKEND_NOT_KNOWN',
    status: undefined,
  },
  {
    name: 'a URL on the internet',
    change: (all) => {
      delete integrationOf(all).ConnectionType;
    },
    code: 'BACKEND_ON_THE_INTERNET',
    status: undefined,
  },
];

describe('what stands in the way', () => {
  test.each(broken)('$name: $code', ({ change, code, status }) => {
    const { verdict, response } = callLink(linkModel(change));
    expect({ code: verdict?.code, because: verdict?.because }).toMatchObject({ code });
    expect(response?.status).toBe(status);
  });

  test('TLS with the host of the URI on the certificate', () => {
    const model = linkModel((all) => {
      tls(all);
      integrationOf(all).Uri = 'https://orders.internal.example/{proxy}';
    });
    expect(callLink(model).verdict?.code).toBe('BACKEND_ANSWERED');
  });

  test('a backend that takes longer than the integration waits', () => {
    const { verdict, response } = callLink(linkModel(), {}, { kind: 'timed-out', limit: 'gateway' });
    expect([verdict?.code, response?.status]).toEqual(['INTEGRATION_TIMED_OUT', 504]);
  });
});

describe('an HTTP integration without proxy', () => {
  const mapped = (change: (integration: ReturnType<typeof integrationOf>) => void = () => {}) =>
    linkModel((all) => {
      const integration = integrationOf(all);
      Object.assign(integration, {
        Type: 'HTTP',
        RequestTemplates: { 'application/json': '{"made":$input.json("$.n")}' },
        IntegrationResponses: [
          { StatusCode: '200' },
          {
            StatusCode: '409',
            SelectionPattern: '4\\d\\d',
            ResponseParameters: { 'method.response.header.X-Why': 'integration.response.header.x-why' },
            ResponseTemplates: { 'application/json': '{"why":$input.json("$.error")}' },
          },
        ],
      });
      change(integration);
    });
  const posted = {
    method: 'POST',
    body: '{"n":7}',
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Own', 'kept back'],
    ] as const,
  };

  test('sends what its template makes, and no header that is not mapped', () => {
    const { event, verdict, response } = callLink(mapped(), posted);
    expect(event?.body).toBe('{"made":7}');
    expect(event?.headers['x-own']).toBeUndefined();
    expect([verdict?.code, response?.status]).toEqual(['BACKEND_ANSWERED', 200]);
  });

  test('chooses the response by the backend’s status, and maps headers and body', () => {
    const payload = JSON.stringify({
      statusCode: 404,
      headers: { 'x-why': 'gone', 'content-type': 'application/json' },
      body: '{"error":"no such order"}',
    });
    const { verdict, response } = callLink(mapped(), posted, { kind: 'returned', payload });
    expect(verdict?.because).toContain('mapped to 409 by 4');
    expect(response).toMatchObject({ status: 409, body: '{"why":"no such order"}' });
    expect(response?.headers).toContainEqual(['X-Why', 'gone']);
  });

  test('without a response for the status is 500', () => {
    const model = mapped((integration) => {
      integration.IntegrationResponses = [{ StatusCode: '200', SelectionPattern: '2\\d\\d' }];
    });
    const answer = { kind: 'returned', payload: '{"statusCode":404}' } as const;
    const { verdict, response } = callLink(model, posted, answer);
    expect([verdict?.code, response?.status]).toEqual(['TEMPLATE_FAILED', 500]);
  });
});
