import { policyFaults } from './6-policy';
import { describeFaults } from './describe-faults';

describeFaults('faults of hop policy', policyFaults);
