/* Keys without any address */
jwt_validation_pubkeys = [<<KEY
-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArpZg2kqunVT5exq3GidZ
fMx5OtNt+KiDGLdDPx0pv117HQGihR57WbLiJwaQTEo33Qb5UMR/IpKeXHJfEQsd
LOcvZ2TVPvn1oP4ugeQZY07nX6aX/ALrmyTyIYQ62ppp9egh50c0eGr9awWen3ev
EPgpWKv1cg2bBGyyo2+gVViCYed9e0wScTQ1Y+249/dPNS916muytFgM2JFs9kXo
lB6uxO9oiFIe/ZbWnH02efj8rxNfGYQLyaioJgYVV+sGL51b0/Pm3RfcpksIDiDj
IrbsZrOQlKdOS9j5gNAmrMt/KeKNt+R2SSOSLvnEi6Dfit0rxHb9wfjHkKbeMXih
1QIDAQAB
-----END PUBLIC KEY-----
KEY
]
bound_issuer = "https://adfs.contoso.com/adfs/services/trust"
