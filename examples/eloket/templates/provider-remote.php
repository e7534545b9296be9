<?php
// Who asks for sign-ins: our module for nginx, or mod_auth_mellon. Both sign their messages with the same key.
$redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
$signed = ['certData' => '{{certificate}}', 'validate.authnrequest' => true, 'sign.logout' => true, 'validate.logout' => true];
$metadata['{{eloket}}/saml'] = $signed + ['AssertionConsumerService' => '{{eloket}}/toegang/acs',
    'SingleLogoutService' => [['Binding' => $redirect, 'Location' => '{{eloket}}/toegang/slo']]];
$metadata['{{eloket}}/mellon/metadata'] = $signed + ['AssertionConsumerService' => '{{eloket}}/mellon/postResponse',
    'SingleLogoutService' => [['Binding' => $redirect, 'Location' => '{{eloket}}/mellon/logout']]];
