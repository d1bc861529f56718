import { describeFaults } from '../describe-faults';
import { directConnectFaults } from './direct-connect';

describeFaults('faults of the example direct-connect', directConnectFaults);
