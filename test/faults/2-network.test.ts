import { networkFaults } from './2-network';
import { describeFaults } from './describe-faults';

describeFaults('faults of hop network', networkFaults);
