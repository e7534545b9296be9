<?php
// Who asks for sign-ins: our module for nginx, or mod_auth_mellon. Both sign their messages with the same key.
$redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
$signed = ['certData' => '__certificate__', 'validate.authnrequest' => true, 'sign.logout' => true, 'validate.logout' => true];
$metadata['__eloket__/saml'] = $signed + ['AssertionConsumerService' => '__eloket__/toegang/acs',
    'SingleLogoutService' => [['Binding' => $redirect, 'Location' => '__eloket__/toegang/slo']]];
$metadata['__eloket__/mellon/metadata'] = $signed + ['AssertionConsumerService' => '__eloket__/mellon/postResponse',
    'SingleLogoutService' => [['Binding' => $redirect, 'Location' => '__eloket__/mellon/logout']]];
