import { authorizerFaults } from './7-authorizer';
import { describeFaults } from './describe-faults';

describeFaults('faults of hop authorizer', authorizerFaults);
