import { loadBalancerFaults } from './3-load-balancer';
import { describeFaults } from './describe-faults';

describeFaults('faults of hop load-balancer', loadBalancerFaults);
