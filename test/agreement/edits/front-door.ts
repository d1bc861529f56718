import { type Edit, toOne } from './edit';

const attribute = (list: { Key: string; Value: string }[], key: string, value: string) => [
  ...list.filter((item) => item.Key !== key),
  { Key: key, Value: value },
];

export const frontDoorEdits: Record<string, Edit> = {
  'a record changes': toOne('AWS::Route53::RecordSet', (resource, templates, dice) => {
    const { properties, stack } = resource;
    const plain = (Type: string, values: string[]) => {
      delete properties.AliasTarget;
      Object.assign(properties, { Type, TTL: '60', ResourceRecords: values });
    };
    dice.pick([
      () => templates.remove(resource),
      () => plain('TXT', ['"moved"']),
      () => plain('CNAME', [String(properties.Name)]),
      () => plain('CNAME', ['www.example.org']),
      () => plain('CNAME', [`orders.${String(properties.Name).split('.').slice(1).join('.')}`]),
      () => plain('A', ['10.20.0.99', '198.51.100.7']),
      () => plain('AAAA', ['fd00::1']),
      () =>
        templates.add(stack, 'Wildcard', 'AWS::Route53::RecordSet', {
          ...properties,
          Name: `*.${properties.Name}`,
        }),
      () => Object.assign(properties.AliasTarget ?? {}, { EvaluateTargetHealth: true }),
    ])();
  }),
  'a zone changes': toOne('AWS::Route53::HostedZone', ({ properties, stack }, templates, dice) => {
    dice.pick([
      () => properties.VPCs?.splice(dice.roll() % 2, 1),
      () => Object.assign(properties, { Name: `other.${properties.Name}` }),
      () =>
        templates.add(stack, 'Narrow', 'AWS::Route53::HostedZone', {
          ...properties,
          Name: `pay.${properties.Name}`,
        }),
      () =>
        templates.add(stack, 'Hidden', 'AWS::Route53::HostedZone', {
          ...properties,
          Name: 'execute-api.eu-west-1.amazonaws.com',
        }),
    ])();
  }),
  'the listener changes': toOne(
    'AWS::ElasticLoadBalancingV2::Listener',
    ({ properties, stack }, templates, dice) => {
      dice.pick([
        () => Object.assign(properties, { Port: dice.pick([8443, 80]) }),
        () => Object.assign(properties, { Protocol: 'TCP', SslPolicy: undefined, Certificates: undefined }),
        () => Object.assign(properties, { Certificates: [] }),
        () => Object.assign(properties, { DefaultActions: [] }),
        () =>
          Object.assign(properties, {
            SslPolicy: dice.pick([
              'ELBSecurityPolicy-TLS13-1-3-2021-06',
              'ELBSecurityPolicy-2016-08',
              'ELBSecurityPolicy-Of-Tomorrow',
              undefined,
            ]),
          }),
        () => {
          const DomainName = dice.pick(['www.other.example', 'pay.corp.example', '*.bank-apis.com']);
          templates.add(stack, 'Other', 'AWS::CertificateManager::Certificate', { DomainName });
          properties.Certificates = [{ CertificateArn: { Ref: 'Other' } }];
        },
      ])();
    },
  ),
  'the target group changes': toOne(
    'AWS::ElasticLoadBalancingV2::TargetGroup',
    ({ properties }, _templates, dice) => {
      const set = (key: string, value: string) => {
        properties.TargetGroupAttributes = attribute(properties.TargetGroupAttributes ?? [], key, value);
      };
      dice.pick([
        () => set('preserve_client_ip.enabled', 'true'),
        () => set('proxy_protocol_v2.enabled', 'true'),
        () =>
          set(
            'load_balancing.cross_zone.enabled',
            dice.pick(['true', 'false', 'use_load_balancer_configuration']),
          ),
        () => Object.assign(properties, { Protocol: 'TCP' }),
        () =>
          Object.assign(properties, {
            HealthCheckProtocol: dice.pick(['HTTP', 'HTTPS']),
            Matcher: { HttpCode: dice.pick(['200', '200-499', '403']) },
          }),
        () => Object.assign(properties, { HealthCheckPort: dice.pick(['80', '443', '8443']) }),
        () =>
          Object.assign(properties, {
            Targets: [{ Id: dice.pick(['10.20.0.99', '192.168.1.1']), Port: 443 }],
          }),
      ])();
    },
  ),
  'a rule of the load balancer changes': toOne(
    'AWS::ElasticLoadBalancingV2::ListenerRule',
    (resource, templates, dice) => {
      const { properties, stack } = resource;
      const condition = (Field: string, config: string, Values: unknown) => ({ Field, [config]: { Values } });
      const answer = { StatusCode: '403', ContentType: 'text/plain', MessageBody: 'no' };
      dice.pick([
        () => templates.remove(resource),
        () => properties.Conditions.push(condition('path-pattern', 'PathPatternConfig', ['/orders*', '/'])),
        () =>
          properties.Conditions.push(condition('http-request-method', 'HttpRequestMethodConfig', ['GET'])),
        () => properties.Conditions.push(condition('source-ip', 'SourceIpConfig', ['10.10.0.0/16'])),
        () =>
          properties.Conditions.push(
            condition('query-string', 'QueryStringConfig', [{ Key: 'a', Value: dice.pick(['1', '*']) }]),
          ),
        () => properties.Conditions.push({ Field: 'host-header', HostHeaderConfig: { RegexValues: ['^o'] } }),
        () =>
          Object.assign(properties, { Conditions: [condition('host-header', 'HostHeaderConfig', ['*'])] }),
        () => Object.assign(properties, { Actions: [{ Type: 'authenticate-oidc' }] }),
        () =>
          Object.assign(properties, { Actions: [{ Type: 'fixed-response', FixedResponseConfig: answer }] }),
        () =>
          Object.assign(properties, {
            Actions: [
              { Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_302', Host: 'other.example' } },
            ],
          }),
        () => {
          templates.add(stack, 'Elsewhere', 'AWS::ElasticLoadBalancingV2::TargetGroup', {
            Protocol: dice.pick(['HTTP', 'HTTPS']),
            Port: dice.pick([443, 8443]),
            TargetType: 'ip',
            Targets: dice.pick([[], [{ Id: '10.20.0.99', Port: 443 }]]),
          });
          properties.Actions = [{ Type: 'forward', TargetGroupArn: { Ref: 'Elsewhere' } }];
        },
      ])();
    },
  ),
  'targets are registered otherwise': toOne('Custom::EndpointTargets', (resource, templates, dice) => {
    const { properties } = resource;
    dice.pick([
      () => templates.remove(resource),
      () => Object.assign(properties, { Port: 80 }),
      () => properties.SubnetIds.splice(dice.roll() % properties.SubnetIds.length, 1),
    ])();
  }),
  'the load balancer changes': toOne(
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    ({ properties }, _templates, dice) => {
      dice.pick([
        () => properties.Subnets.splice(dice.roll() % properties.Subnets.length, 1),
        () => Object.assign(properties, { SecurityGroups: undefined }),
        () => Object.assign(properties, { Scheme: 'internet-facing' }),
        () =>
          Object.assign(properties, {
            LoadBalancerAttributes: attribute(
              properties.LoadBalancerAttributes,
              'load_balancing.cross_zone.enabled',
              dice.pick(['true', 'false']),
            ),
          }),
      ])();
    },
  ),
  'the endpoint changes': toOne('AWS::EC2::VPCEndpoint', ({ properties }, _templates, dice) => {
    dice.pick([
      () => Object.assign(properties, { PrivateDnsEnabled: !properties.PrivateDnsEnabled }),
      () => properties.SubnetIds.splice(dice.roll() % properties.SubnetIds.length, 1),
      () => Object.assign(properties, { ServiceName: 'com.amazonaws.eu-west-1.sqs' }),
      () => Object.assign(properties, { SecurityGroupIds: undefined }),
      () => Object.assign(properties, { PolicyDocument: undefined }),
    ])();
  }),
};
