import type {
  DescribeListenerCertificatesCommandInput,
  DescribeListenerCertificatesCommandOutput,
  DescribeRulesCommandInput,
  DescribeRulesCommandOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Read, read } from './spec';

/** IAM knows no resources for these actions: they are allowed on everything or not at all. */
function describe<Input, Output>(command: string, items: string): Read<Input, Output> {
  return read({
    service: 'elbv2',
    command,
    action: `elasticloadbalancing:${command}`,
    items,
    absent: /^ListenerNotFound(Exception)?$/,
  });
}

/** Of what belongs to a listener and its own listing leaves out. */
export const listenerReads = {
  'elbv2:DescribeListenerCertificates': describe<
    DescribeListenerCertificatesCommandInput,
    DescribeListenerCertificatesCommandOutput
  >('DescribeListenerCertificates', 'Certificates'),
  'elbv2:DescribeRules': describe<DescribeRulesCommandInput, DescribeRulesCommandOutput>(
    'DescribeRules',
    'Rules',
  ),
};
