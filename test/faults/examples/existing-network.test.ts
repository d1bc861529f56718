import { describeFaults } from '../describe-faults';
import { existingNetworkFaults } from './existing-network';

describeFaults('faults of the example existing-network', existingNetworkFaults);
