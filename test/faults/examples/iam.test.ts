import { describeFaults } from '../describe-faults';
import { iamFaults } from './iam';

describeFaults('faults of the example iam', iamFaults);
