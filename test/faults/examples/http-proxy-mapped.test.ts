import { describeFaults } from '../describe-faults';
import { httpProxyMappedFaults } from './http-proxy-mapped';

describeFaults('faults of the example http-proxy-mapped', httpProxyMappedFaults);
