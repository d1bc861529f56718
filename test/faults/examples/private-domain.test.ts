import { describeFaults } from '../describe-faults';
import { privateDomainFaults } from './private-domain';

describeFaults('faults of the example private-domain', privateDomainFaults);
