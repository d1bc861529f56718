import { Construct } from 'constructs';
import { type ProxyForm, streamSeconds } from '../proxy-functions';
import { ClosedGroup, type Network } from './2-network';
import { admitToBackend, type Backend, egressToBackend } from './8-backend';
import { type Callable, KitFunction } from './8-integration';

export interface HttpProxyProps {
  readonly backend: Backend;
  readonly form: ProxyForm;
  readonly network: Network;
  /** Folder with the bundled http-proxy function. */
  readonly code: string;
  readonly name: string;
}

/** Longest answer of a backend; below the function's own limit, which is below the gateway's 29 s. */
const responseSeconds = 25;

/** A function in the VPC that hands calls on to one backend, and whose group lets it reach nothing else. */
export class HttpProxy extends Construct implements Callable {
  readonly functionArn: string;

  constructor(scope: Construct, id: string, { backend, form, network, code, name }: HttpProxyProps) {
    super(scope, id);
    const { groupId } = new ClosedGroup(this, 'Access', {
      vpcId: network.vpcId,
      name,
      description: 'HTTP proxy: called by the service, so no ingress; to its backend only',
      egress: [egressToBackend(backend)],
    });
    admitToBackend(this, 'MayEnter', backend, {
      securityGroupId: groupId,
      description: 'From the HTTP proxy',
    });
    this.functionArn = new KitFunction(this, 'Function', {
      code,
      description: `Hands calls on to ${name}, ${form}`,
      timeoutSeconds: form === 'streamed' ? streamSeconds - 1 : 28,
      memoryMb: 512,
      environment: {
        HTTP_PROXY_FORM: form,
        HTTP_PROXY_BACKEND: `${backend.protocol}://${backend.host}:${backend.port}`,
        HTTP_PROXY_CONNECT_MS: '3000',
        HTTP_PROXY_RESPONSE_MS: String(responseSeconds * 1000),
      },
      vpc: {
        subnetIds: backend.subnetIds ?? network.subnets.map(({ subnetId }) => subnetId),
        securityGroupId: groupId,
      },
    }).functionArn;
  }
}
