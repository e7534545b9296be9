<?php
// SPDX-License-Identifier: Apache-2.0
// Encrypts the Assertion of a response with the library of SimpleSAMLphp. Usage: php encrypt.php RESPONSE CERTIFICATE CIPHER
require '/usr/share/simplesamlphp/vendor/autoload.php';
use RobRichards\XMLSecLibs\XMLSecEnc;
use RobRichards\XMLSecLibs\XMLSecurityKey;

[, $file, $certificate, $cipher] = $argv;
$document = new DOMDocument();
$document->load($file);
$assertion = $document->getElementsByTagNameNS('urn:oasis:names:tc:SAML:2.0:assertion', 'Assertion')[0];
$key = new XMLSecurityKey(XMLSecurityKey::RSA_OAEP_MGF1P, ['type' => 'public']);
$key->loadKey($certificate, true, true);
$session = new XMLSecurityKey($cipher);
$session->generateSessionKey();
$encryption = new XMLSecEnc();
$encryption->setNode($assertion);
$encryption->type = XMLSecEnc::Element;
$encryption->encryptKey($key, $session);
$data = $document->importNode($encryption->encryptNode($session, false), true);
$holder = $document->createElementNS('urn:oasis:names:tc:SAML:2.0:assertion', 'saml:EncryptedAssertion');
$assertion->parentNode->replaceChild($holder, $assertion);
$holder->appendChild($data);
echo $document->saveXML($document->documentElement);
