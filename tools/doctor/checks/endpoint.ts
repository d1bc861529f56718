import type { Check } from '../check';
import { NotKnown, notApplicable, pass, remark, stop, unknown } from '../finding';
import { eachEndpoint } from './held-endpoint';

const available: Check = {
  name: 'endpoint',
  hop: 'endpoint',
  asks: 'Is the execute-api endpoint there and available, with an interface in every zone?',
  reads: ['ec2:DescribeVpcEndpoints', 'ec2:DescribeNetworkInterfaces'],
  run: async (ward) => {
    const { env, facts } = ward;
    return eachEndpoint(
      ward,
      async ({ at: { id, where }, endpoint }) => {
        const { State = '', ServiceName, NetworkInterfaceIds = [] } = endpoint;
        const details = { where: [where], evidence: { state: State, service: ServiceName } };
        // The wire writes states in lower case, the SDK's type does not.
        if (State.toLowerCase() !== 'available')
          return stop('ENDPOINT_NOT_AVAILABLE', id, `its state is ${State}`, details);
        const expected = `com.amazonaws.${env.region}.execute-api`;
        if (ServiceName !== expected)
          return stop('ENDPOINT_NOT_EXECUTE_API', id, `it is of ${ServiceName}, not of ${expected}`, details);
        const answer = await facts.read('ec2:DescribeNetworkInterfaces', {
          NetworkInterfaceIds: NetworkInterfaceIds,
        });
        if (!answer)
          throw new NotKnown('ENDPOINT_NOT_KNOWN', `the interfaces of ${id} are not there`, details);
        const seen = (answer.NetworkInterfaces ?? []).map((one) => one.AvailabilityZone ?? '');
        const zones = 'zones' in env.config ? env.config.zones : [];
        const missing = zones.filter((zone) => !seen.includes(zone));
        const evidence = { ...details.evidence, zones: seen };
        if (missing.length > 0)
          return stop('ENDPOINT_ZONE_MISSING', id, `it has no interface in ${missing.join(', ')}`, {
            ...details,
            evidence,
          });
        return pass(id, `it is available in ${seen.join(', ')}`, { ...details, evidence });
      },
      ({ id, where }) => stop('RESOURCE_MISSING', id, `EC2 has no endpoint ${id}`, { where: [where] }),
    );
  },
};

const privateDns: Check = {
  name: 'endpoint-private-dns',
  hop: 'endpoint',
  asks: 'Is private DNS of the endpoint as hybrid.yaml says?',
  reads: ['ec2:DescribeVpcEndpoints'],
  run: async (ward) =>
    eachEndpoint(ward, ({ way, at: { id, where }, endpoint: { PrivateDnsEnabled } }) => {
      const { network } = ward.env.config;
      if ('existing' in network && network.existing.endpoint?.id === id)
        return notApplicable(id, 'hybrid.yaml does not say of an existing endpoint');
      const { endpoint, migration } = ward.env.config;
      // Two endpoints of one service and VPC can't both have it: in a migration the old one keeps it.
      const wanted = endpoint.privateDns && !(migration && way.endpoint === 'PrivateEndpoint');
      const details = { where: [where], evidence: { privateDns: PrivateDnsEnabled, wanted } };
      if (PrivateDnsEnabled === undefined)
        return unknown('ENDPOINT_NOT_KNOWN', id, 'EC2 does not tell whether private DNS is on', details);
      if (PrivateDnsEnabled === wanted)
        return pass(id, `private DNS is ${wanted ? 'on' : 'off'}, as hybrid.yaml says`, details);
      if (wanted)
        return stop(
          'DNS_ENDPOINT_PRIVATE_DNS_OFF',
          id,
          'private DNS is off; hybrid.yaml says on: execute-api names in its VPC are answered in public',
          details,
        );
      return remark(
        'DNS_CAPTURED_BY_ENDPOINT',
        id,
        'private DNS is on; hybrid.yaml says off: it answers for every execute-api name in its VPC',
        details,
      );
    }),
};

export const endpointChecks: readonly Check[] = [available, privateDns];
