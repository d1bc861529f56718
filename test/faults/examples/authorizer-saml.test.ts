import { describeFaults } from '../describe-faults';
import { authorizerSamlFaults } from './authorizer-saml';

describeFaults('faults of the example authorizer-saml', authorizerSamlFaults);
