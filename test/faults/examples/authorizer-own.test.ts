import { describeFaults } from '../describe-faults';
import { authorizerOwnFaults } from './authorizer-own';

describeFaults('faults of the example authorizer-own', authorizerOwnFaults);
