-- What a secret is made of is nobody's but the shard's: the hub leaves such columns out.

ALTER TABLE token
  MODIFY secret_hash BINARY(32) NOT NULL COMMENT 'secret: SHA-256 of the secret in the link';
