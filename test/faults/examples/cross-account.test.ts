import { describeFaults } from '../describe-faults';
import { crossAccountFaults } from './cross-account';

describeFaults('faults of the example cross-account', crossAccountFaults);
