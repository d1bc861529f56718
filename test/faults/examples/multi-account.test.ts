import { describeFaults } from '../describe-faults';
import { multiAccountFaults } from './multi-account';

describeFaults('faults of the example multi-account', multiAccountFaults);
