import { describeFaults } from '../describe-faults';
import { httpProxyFaults } from './http-proxy';

describeFaults('faults of the example http-proxy', httpProxyFaults);
