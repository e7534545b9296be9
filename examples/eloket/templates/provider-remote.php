<?php
$metadata['{{eloket}}/saml'] = [
    'AssertionConsumerService' => '{{eloket}}/toegang/acs',
    'SingleLogoutService' => [['Binding' => 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
        'Location' => '{{eloket}}/toegang/slo']],
    'certData' => '{{certificate}}', 'validate.authnrequest' => true, 'sign.logout' => true, 'validate.logout' => true,
];
