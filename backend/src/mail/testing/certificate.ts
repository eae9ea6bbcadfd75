// A certificate for the name mail.example, signed by itself, for a hundred years, and its key: for the tests' own mail
// server on loopback, and for nothing else.
export const certificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBnzCCAUSgAwIBAgIUPUs2oLPxeRcJUwzXc76835ixjW8wCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMbWFpbC5leGFtcGxlMCAXDTI2MTEyNjE2Mzg1NFoYDzIxMjYx
MTAyMTYzODU0WjAXMRUwEwYDVQQDDAxtYWlsLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAT0QxPYSdU+PxdK/4biTgv+IsZWGvfLlGWLVf9C1c5gIZo5
7/pqoN9b7uIgITlzbUsq8883bQvT7qcawC465bMjo2wwajAdBgNVHQ4EFgQUPI9d
dQImrUJaGVSZVf30qy5mTFMwHwYDVR0jBBgwFoAUPI9ddQImrUJaGVSZVf30qy5m
TFMwDwYDVR0TAQH/BAUwAwEB/zAXBgNVHREEEDAOggxtYWlsLmV4YW1wbGUwCgYI
KoZIzj0EAwIDSQAwRgIhAPF38Zor2IakZtA7nfMIumOgyXV94zuX1PAmbHqT+RtN
AiEA1edKYpAwcDiarwT88Fgdsr3mlf3Ycj/qKoQlTArl0ss=
-----END CERTIFICATE-----`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgpIBeZ3OibhSFTq8N
p22hPm+mQ4GBA+BSgr9yBGMkFtKhRANCAAT0QxPYSdU+PxdK/4biTgv+IsZWGvfL
lGWLVf9C1c5gIZo57/pqoN9b7uIgITlzbUsq8883bQvT7qcawC465bMj
-----END PRIVATE KEY-----`,
}
