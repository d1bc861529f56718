import { describeFaults } from '../describe-faults';
import { httpProxyStreamFaults } from './http-proxy-stream';

describeFaults('faults of the example http-proxy-stream', httpProxyStreamFaults);
