<?php
$metadata['__provider__/saml'] = [
    'host' => '__DEFAULT__', 'privatekey' => 'provider.key', 'certificate' => 'provider.crt', 'auth' => 'people',
    'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'sign.logout' => true,
    'authproc' => [
        // The digital key that the person used is the context of the authentication.
        90 => ['class' => 'core:PHP', 'code' => '$state["saml:AuthnContextClassRef"] = $attributes["acr"][0];'],
    ],
];
