// Tokens that PyJWT 2 made with these keys, and tokens of our own.
const rsaPrivate = `-----BEGIN PRIVATE KEY-----
MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQCtWtZpXRJt1XA/
cQ2SLHvDuuizfMIz+R0FPQ9cplkgNA9i7e6cQbcjAKcZG4kjglDBclOHHxMN2TPQ
6xXDlvBJO2BG2rmpfDP9EOXlcDhXTjEsIi84BdAI0TV2y9kJI4iiOmIzc5bOrLHe
cl3ZUVWspLyPnjmWbodeNHmkrfkGIgAgAKzWxnYVHgoScpGDh4hYQ3dqvA5t9Vea
pgFBPsNFioR1+LZcJJZ2NtgshXVSH5k9OC4OVlx2Gfvy/7/e7YRE9uYXjw1vFHwM
f/+5cedTzAfWlzB89qpJvElLQYz4dPx2zataKdPwSoXmlmqplf3D63uDHGdQ9qaz
Cft4QxaHAgMBAAECggEABTliksRKROMUweSvSwNqK2jbkGUnGRfdxwWjC+C7eNv4
xrty4GSel0ByyK/qvxYzRtEiMUU/dsBf7mDXRBCtZxeR/DClPbVPf8Xdl799AyyJ
ENJq595M+acMXGsiPENE39awlOpb1higN5rstxrbYRuJzy4ugBkOnUkpjUvs4EFj
Wf2AQaE4tJ4Mr3KunvO2bngnoadsqHZ3zsrBk9xZrrDRyRkiBBvOKfOkzPuqZtNB
Ud/nEjL+hQz7ujSJFr7RQSpHtYKnNx4k3RqyE9tZObNtF04sbsN2nYW9IsJYZjGR
62JCaIMgbt1+V8fTtJsonSgmCgKQ8gDWFdbc4QscqQKBgQDYRsptE058HLJXVeAI
SRdp1Si2tqd+TArFh8qKtTG8R8U1TuSa6OsEpqHiGjqWPgUsGTlAeDrAZSV1HKMt
XFcwEOVoQOz3qJR7sqtxtXKAmUXF3ovNo6nVJYR8dFA9dznD5Z2O7Lah1Xzr+lRp
O6uFfz3+HZ0Yi64qHbUtimii4wKBgQDNMeQq4LNtvf5jmpB0BJoyMNlpPAty+4hI
i5ca9Ii+hzuXO3CC/EGzSM0/nVCGWspujLM8pDpdtotu9nkuJcqQ3jC/EIbFT5d3
DQXJcJBviVBc1cpZyJe0OENhcxKaOdCHYdp1gZn1krYc7vU1F3oPfoTkruncgFp+
DRtrTN27DQKBgQCQz21wdTHi5i//TC+SPKZhpWj6Vfh2FyJLOm3CTCo9/+wqkmV8
16Gs3omb46YAvQwnh8gOw7HK6q6W6JLVp3N1aorAMGC6PnUVEf+7RhuhwX63Sxhe
m0v2vIUl85daYH8cDJ1fel2apGBdfKKSR3LEEvuGL3vlWHlIF9Yc5QTEswKBgQCf
uURIdBx3QjtwwPHMvYBhrVCu78RhvpX5El+O5eZDmPSz5drQuxdRPUw3RndV/fox
T2h9vcCJDf0/ZLAzUct6NNpw/6ZIlInsa8CjavGjQJnDic83UEN2T41zn6VNU8+U
coEgkr+LPqZvozpQF3Q191/uupDjyS2njQBY5755SQKBgQC5LE9l55AwEh7rfMj/
IxEfmyMeqPaEaEJ3vEBmmHS0QKBJjVLOFzxSIB55Llf/wawksgIsVMhIVVYEkRaF
BRGrjhbgUUj2rW0A8MvQPclwtDY1kyI+Vk57dxB/F2XOSUleN6CTjkccP5fMdUh9
QFA8ngSz4Do4ETe6xH5mxV2wug==
-----END PRIVATE KEY-----`;
const rsaPrivatePKCS1 = `-----BEGIN RSA PRIVATE KEY-----
MIIEpQIBAAKCAQEArVrWaV0SbdVwP3ENkix7w7ros3zCM/kdBT0PXKZZIDQPYu3u
nEG3IwCnGRuJI4JQwXJThx8TDdkz0OsVw5bwSTtgRtq5qXwz/RDl5XA4V04xLCIv
OAXQCNE1dsvZCSOIojpiM3OWzqyx3nJd2VFVrKS8j545lm6HXjR5pK35BiIAIACs
1sZ2FR4KEnKRg4eIWEN3arwObfVXmqYBQT7DRYqEdfi2XCSWdjbYLIV1Uh+ZPTgu
DlZcdhn78v+/3u2ERPbmF48NbxR8DH//uXHnU8wH1pcwfPaqSbxJS0GM+HT8ds2r
WinT8EqF5pZqqZX9w+t7gxxnUPamswn7eEMWhwIDAQABAoIBAAU5YpLESkTjFMHk
r0sDaito25BlJxkX3ccFowvgu3jb+Ma7cuBknpdAcsiv6r8WM0bRIjFFP3bAX+5g
10QQrWcXkfwwpT21T3/F3Ze/fQMsiRDSaufeTPmnDFxrIjxDRN/WsJTqW9YYoDea
7Lca22Ebic8uLoAZDp1JKY1L7OBBY1n9gEGhOLSeDK9yrp7ztm54J6GnbKh2d87K
wZPcWa6w0ckZIgQbzinzpMz7qmbTQVHf5xIy/oUM+7o0iRa+0UEqR7WCpzceJN0a
shPbWTmzbRdOLG7Ddp2FvSLCWGYxketiQmiDIG7dflfH07SbKJ0oJgoCkPIA1hXW
3OELHKkCgYEA2EbKbRNOfByyV1XgCEkXadUotranfkwKxYfKirUxvEfFNU7kmujr
BKah4ho6lj4FLBk5QHg6wGUldRyjLVxXMBDlaEDs96iUe7KrcbVygJlFxd6LzaOp
1SWEfHRQPXc5w+Wdjuy2odV86/pUaTurhX89/h2dGIuuKh21LYpoouMCgYEAzTHk
KuCzbb3+Y5qQdASaMjDZaTwLcvuISIuXGvSIvoc7lztwgvxBs0jNP51QhlrKboyz
PKQ6XbaLbvZ5LiXKkN4wvxCGxU+Xdw0FyXCQb4lQXNXKWciXtDhDYXMSmjnQh2Ha
dYGZ9ZK2HO71NRd6D36E5K7p3IBafg0ba0zduw0CgYEAkM9tcHUx4uYv/0wvkjym
YaVo+lX4dhciSzptwkwqPf/sKpJlfNehrN6Jm+OmAL0MJ4fIDsOxyuquluiS1adz
dWqKwDBguj51FRH/u0YbocF+t0sYXptL9ryFJfOXWmB/HAydX3pdmqRgXXyikkdy
xBL7hi975Vh5SBfWHOUExLMCgYEAn7lESHQcd0I7cMDxzL2AYa1Qru/EYb6V+RJf
juXmQ5j0s+Xa0LsXUT1MN0Z3Vf36MU9ofb3AiQ39P2SwM1HLejTacP+mSJSJ7GvA
o2rxo0CZw4nPN1BDdk+Nc5+lTVPPlHKBIJK/iz6mb6M6UBd0Nfdf7rqQ48ktp40A
WOe+eUkCgYEAuSxPZeeQMBIe63zI/yMRH5sjHqj2hGhCd7xAZph0tECgSY1Szhc8
UiAeeS5X/8GsJLICLFTISFVWBJEWhQURq44W4FFI9q1tAPDL0D3JcLQ2NZMiPlZO
e3cQfxdlzklJXjegk45HHD+XzHVIfUBQPJ4Es+A6OBE3usR+ZsVdsLo=
-----END RSA PRIVATE KEY-----`;
const rsaPublic = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArVrWaV0SbdVwP3ENkix7
w7ros3zCM/kdBT0PXKZZIDQPYu3unEG3IwCnGRuJI4JQwXJThx8TDdkz0OsVw5bw
STtgRtq5qXwz/RDl5XA4V04xLCIvOAXQCNE1dsvZCSOIojpiM3OWzqyx3nJd2VFV
rKS8j545lm6HXjR5pK35BiIAIACs1sZ2FR4KEnKRg4eIWEN3arwObfVXmqYBQT7D
RYqEdfi2XCSWdjbYLIV1Uh+ZPTguDlZcdhn78v+/3u2ERPbmF48NbxR8DH//uXHn
U8wH1pcwfPaqSbxJS0GM+HT8ds2rWinT8EqF5pZqqZX9w+t7gxxnUPamswn7eEMW
hwIDAQAB
-----END PUBLIC KEY-----`;
const rsaPublicPKCS1 = `-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEArVrWaV0SbdVwP3ENkix7w7ros3zCM/kdBT0PXKZZIDQPYu3unEG3
IwCnGRuJI4JQwXJThx8TDdkz0OsVw5bwSTtgRtq5qXwz/RDl5XA4V04xLCIvOAXQ
CNE1dsvZCSOIojpiM3OWzqyx3nJd2VFVrKS8j545lm6HXjR5pK35BiIAIACs1sZ2
FR4KEnKRg4eIWEN3arwObfVXmqYBQT7DRYqEdfi2XCSWdjbYLIV1Uh+ZPTguDlZc
dhn78v+/3u2ERPbmF48NbxR8DH//uXHnU8wH1pcwfPaqSbxJS0GM+HT8ds2rWinT
8EqF5pZqqZX9w+t7gxxnUPamswn7eEMWhwIDAQAB
-----END RSA PUBLIC KEY-----`;
const rsaSmall = `-----BEGIN PRIVATE KEY-----
MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAM1M24l8pmnreZy0
aZOGCI+xJf846no5lRiEPxhMpqd5sQHscU9iGGfxNOUh3EjG3vL7cPXY1z7Q222X
hWVRjKr6C5wzLbslh9H7pOf9kkvn5REXWOaEDGfNiDLqgYp2N9j4FRYa4fzMei5m
hvI08cChLdq8ZZcDcI41HP2eGjYJAgMBAAECgYEApcX005zCZ27LwTxwr72f9h9O
FjsoIs+SU7ydkgp622rJAkug5z/Hg07irk5cKKvk5QEhonKYw9E0Ddc20Kw7z3U0
hXKxUHLiHEtpvwHI64X1mkWNzm1HTiHPl8IEFYw9hRY8ie9rt0tqKy3jhUhtSdSl
j2bEj1fJc33eSZecQd0CQQDshak9+6/DD9OOTCD0lrNdH8yortnC3kIsl0DjXn8Z
Q38YQpSV4phwtV4G+r2Gn+WTTxM6BSrADsy3K5lbSWrTAkEA3jT6smd12qGtrja2
yvIs9G/w4HaRgJXX6ZB2QWHUIYASyEoNKovUEnZydMWHwcnK6BnxVpjCxt+IF66v
Go2aMwJAJmn+9sYt4axsW6wZnh/rubA0eSEM1Q1sCfn22/a5Bc1kkvgdUcqfn46V
WuTWa0sE6kvpf37fVpoQvZ8jJSRjaQJBANXRlxcK9V4vS6gjIBwDk3yXJutnTLW1
+rDWgOSDVZPy4J/4mdjB+ozVi2eQGAVCv0w+gnu4vVyPBi77uaVMcv8CQHVM4mwn
NQg0G+Fs6D4AtZjaoX7hh2oBWFeHBBE3HC4qz07VZoLcUNelaFU4zZr6yC/Lvy9K
cLne/Hl2JRTZeZA=
-----END PRIVATE KEY-----`;
const ec256Private = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgIenJDnagzVY2D3IU
CJcQZmiRkVzY0FSiRe79UuwojsShRANCAATnuaRUQP7ZlKh2Qc9KulTlnxrQjx+n
Ry33aEn3RLwWL250wW2EtknWi5egSonY7UYVamLgNFVZHnWTKOSV1vcu
-----END PRIVATE KEY-----`;
const ec256PrivateSEC1 = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEICHpyQ52oM1WNg9yFAiXEGZokZFc2NBUokXu/VLsKI7EoAoGCCqGSM49
AwEHoUQDQgAE57mkVED+2ZSodkHPSrpU5Z8a0I8fp0ct92hJ90S8Fi9udMFthLZJ
1ouXoEqJ2O1GFWpi4DRVWR51kyjkldb3Lg==
-----END EC PRIVATE KEY-----`;
const ec256Public = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE57mkVED+2ZSodkHPSrpU5Z8a0I8f
p0ct92hJ90S8Fi9udMFthLZJ1ouXoEqJ2O1GFWpi4DRVWR51kyjkldb3Lg==
-----END PUBLIC KEY-----`;
const ec384Private = `-----BEGIN PRIVATE KEY-----
MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDCqJ1U5AOaxdWt6WwPN
JQMVi26ZRyOeAJGxvkXbJ/iWNo0KZVeLDlcPO3+uWAVsF7mhZANiAAQuVCIz9J8C
8ws/dp5YT8ECnECvnSoGsSlVfJHOvMkchrlqDWnxnNLgC0ppp4WSwH+fPH1OKlII
LMCGutupQJTBdYhhLw/IQF4YY3174noUxADmv5m7nRC8hSj4xo3HpXw=
-----END PRIVATE KEY-----`;
const ec384Public = `-----BEGIN PUBLIC KEY-----
MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAELlQiM/SfAvMLP3aeWE/BApxAr50qBrEp
VXyRzrzJHIa5ag1p8ZzS4AtKaaeFksB/nzx9TipSCCzAhrrbqUCUwXWIYS8PyEBe
GGN9e+J6FMQA5r+Zu50QvIUo+MaNx6V8
-----END PUBLIC KEY-----`;
const ec521Private = `-----BEGIN PRIVATE KEY-----
MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIABrJYCPEiCTy0ZmtA
74bYqkUrW3fiEg46XoF/Ib8vYZ3QO8vp4NUKLrbEle6lhHXDZJnoNuF6cLsgtvO3
LAUw5oehgYkDgYYABAEl8xfMu8T0nwRlVlRV/US0awShEHr4F7IjwbEmfjxKCf1F
QqSZjx42jn0G9gY76TsU7WS3WilT1v+HQVzDGX3LHwEmTiadnUxN8fU5tbyTiZVK
1fqBV8vzZKqVhzK6OK+Ydfq9ypcMv2P4ZyjHDWapCi3HQ7tukFl61mH+1YjR1CBu
qQ==
-----END PRIVATE KEY-----`;
const ec521Public = `-----BEGIN PUBLIC KEY-----
MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQBJfMXzLvE9J8EZVZUVf1EtGsEoRB6
+BeyI8GxJn48Sgn9RUKkmY8eNo59BvYGO+k7FO1kt1opU9b/h0Fcwxl9yx8BJk4m
nZ1MTfH1ObW8k4mVStX6gVfL82SqlYcyujivmHX6vcqXDL9j+Gcoxw1mqQotx0O7
bpBZetZh/tWI0dQgbqk=
-----END PUBLIC KEY-----`;
const peerTokens = {
  HS256: "eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiJwZWVyIiwibiI6MSwi"
    + "aWF0IjoxNzAwMDAwMDAw"
    + "fQ.VnZ8Fmnu7mL47vEw-er0m9KZYQNZv_UD4QHPHsoLaE4",
  HS384: "eyJhbGciOiJIUzM4NCIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiJwZWVyIiwibiI6MSwi"
    + "aWF0IjoxNzAwMDAwMDAw"
    + "fQ.T0AMhc2bLdDnAxzQ2hcU2X3WAw_FIWbKfASA6SIVlFGOVPOH_rgJUwJNHQMYLHmR",
  HS512: "eyJhbGciOiJIUzUxMiIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiJwZWVyIiwibiI6MSwi"
    + "aWF0IjoxNzAwMDAwMDAw"
    + "fQ.diY1QISZdfpwAB--z6zwQObaOrjU_k8NaJD9N-hW7aZeH1jO6R90xIFjLkb1VQSla7enrZUAYGbvvkEuvlwpeA",
  RS256: "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiJwZWVyIiwibiI6MSwi"
    + "aWF0IjoxNzAwMDAwMDAw"
    + "fQ.WBaHkadBXsnZ5W_Y74Oz3vQ2S0oR4OwD4HR2Y09CgCobi0Z5nv2Re9L2k3V56QNZUmnnBw8msoD8SPASdGpKYN4EioGyBQv-Q"
    + "4Bsmik3x8zQGq55igJVQEtuVPTIHcSIJY4p-es8VkYL7y8Pej9lZN9DnqUOC-jDRh8M7adwd-Ms-giJA4VK6EX4MxZiv32aqf8uV"
    + "d72oxm_2m6iI97xacyo7Psm4axipMZbh-tr30FCRJtG59vx0J4TGR8uPJ2qnbDiIAr7zStQhUP0Staw_IsPEOPT49vFEhGJyl2Xd"
    + "8bheFOUuCTLiqv5crreaFaZd2sJZ171z5newKPUzT31VQ",
  RS384: "eyJhbGciOiJSUzM4NCIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiJwZWVyIiwibiI6MSwi"
    + "aWF0IjoxNzAwMDAwMDAw"
    + "fQ.X3iG1APvTCDraQfUao9IajJ_d_FYkUh_dxvVuTltJWkSLQFCMT69uew_qkEBB_kM3zrAXt4N7Bs_eqBwBS3u2pCiVNHvOToD9"
    + "2QYL_yBFzre0beVo2L9la_IA6qRDQ6W_--83nxRwG8KO9vl46-tKocxlJy2ZFEBbdw8lqAsSlq_l1o4kmJNWAYjGR61o2PQARyDW"
    + "7OB49-8KFfMHBoD7FtOdLHbaBlefy2BIkQDkuYkuChF4X-p2x2x57F8hZvajt-BgAtwtEN5R2Ab6IFz9-rHxgqhY-165sqA42YQ8"
    + "33No2V9_z69oFWNT854mU6shsg3SOEsI7XQarhHZGKAxg",
  RS512: "eyJhbGciOiJSUzUxMiIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiJwZWVyIiwibiI6MSwi"
    + "aWF0IjoxNzAwMDAwMDAw"
    + "fQ.jLOXbWgbHpGcxmORRCfEALNNtl7AbLDYHMDdxHpXhNpdpP9o-8kp-R7A2mSnQKP9BycD7nWxO-Wveobo_TfCcWKVGkgiBA1sZ"
    + "oFiIaMPxKqyXR3DS3a7n0EkUZmb0lskUHo_kp2P6J8-If1ZmFMw1U_teldJmG2i3rp4-3FnQaEG7C5tsaV9ttyk4C7P8xeLeNFme"
    + "-x_47-vtKpIrxMttrn6E_xhb1oZPmVUp_QJ4WiZuGpdvV22ANKW3R772dzw4aG25bpol2puwBwrkwsuagFZCYSwFwzMgyRB2wU0J"
    + "SDPS46xPa6yp4seBHCsj2BMl4ulXOIhPjcVZEOt16C-Ww",
  PS256: "eyJhbGciOiJQUzI1NiIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiJwZWVyIiwibiI6MSwi"
    + "aWF0IjoxNzAwMDAwMDAw"
    + "fQ.UTazqm4oeHH-1OJmqR5cX4Q_YFwHYLbLLYt4eFCOgV1ebJIK3KQm_5QSn4JCHmsvttmISnKv3tEF3aLkyjypeMCkK2jUkxszd"
    + "m5CDTe-lXQ03ergVEWTv-rUZnpO6SypoQz_LjuvNB63fESP_XHYN6xVlakJcYuDU6QZE-HYM_89aVHqJXhAJ1IZ4pFcTOrWVYetM"
    + "siPMDRxq8vLmoxtU0QfbIOFfGDrA8bl-eDiKAdARMWsMS9XtFE_hlfIm2_9aHQbU2j2c3QsmUy0QGAgipdbxe-n8_cJwgH7sjHGw"
    + "qZ1V1d6GK1ID2G-0eg3ntcmvFPidRbICfg47E0XPx29sg",
  PS384: "eyJhbGciOiJQUzM4NCIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiJwZWVyIiwibiI6MSwi"
    + "aWF0IjoxNzAwMDAwMDAw"
    + "fQ.NY2EE0kS783lOnrlhClxSU2XT4t81HJCm8jm2Gf95vgKke12-7IC2gy9deaG1__-A7LWLlThJVqdE8XwKk2fIykXw1SvkIUDm"
    + "a8Xp2fE1fD6wR4u7vymOltlQhwNgMvEMMjjS3TDQnRDVQxJHvQJGZqC2rKYF1OEGOHEuLCREK6-O90698tzMUzl7lt3IBEOTsow5"
    + "MurPbRAk-ks7kygHPiNm_bLqZrWucP2cxxP3IJ4G9smqevxqUQ5pBxGRVsvjxlSaBec1_yDgEH9JJ87yEeIwaXoMFnZ0kP0H0vIN"
    + "y7XBSEu1TwAU-dvgRq4xyqZ_n9mfUZbL4AYT3SqoB3AvA",
  PS512: "eyJhbGciOiJQUzUxMiIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiJwZWVyIiwibiI6MSwi"
    + "aWF0IjoxNzAwMDAwMDAw"
    + "fQ.djmaMvkey-HL8KKwqMp0P_adWrfdMQPRkX1JO0VXrz2CpQwKAgiFNvsqTW50CJDduUHJbbqQ8ME2vc9F-qOlWrwvQ9VSSvkSB"
    + "xin-Le6pQOPKfozb0xhTevFDcdGUn-u5r7jFmRHg7Lf_GgtwY_A3IN6DOpbEdgY-xg98jRgJ5cP82XiOs-kE0qsWgPdBcVwzjdz7"
    + "dUZAglk41CiY2l59vGM3HIZBu5G9cxwb028FcalxiLCQ_gIOBaR_90rTzQU3PeNb9K9n1OU96Gu2-I5C7EVrgnKoFdmTeub3la1m"
    + "ev38SqMI08uztszKuo9jtZe7xC2LFUVRfBAlJnXltgHsw",
  ES256: "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiJwZWVyIiwibiI6MSwi"
    + "aWF0IjoxNzAwMDAwMDAw"
    + "fQ.CBBVqkhEpo8UZ25AU-iHxvjXmtg0-4VmWGZTZL1t2xZ_vGe6VjoCz2PIEH3yTQnEHBumvCIt4bTabvBF5yAW-g",
  ES384: "eyJhbGciOiJFUzM4NCIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiJwZWVyIiwibiI6MSwi"
    + "aWF0IjoxNzAwMDAwMDAw"
    + "fQ.Sc-fYI9SEM31-ngubK9swEVKTzLb2LEIgdiTx12vKecakWZ3Yt7ZjFv3FQU5bHpjGqPMJnngylu6e8dVfEszo9CppHr-aZxEt"
    + "thooetos9YCIPfVJICO2V_rN4VD0G0l",
  ES512: "eyJhbGciOiJFUzUxMiIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiJwZWVyIiwibiI6MSwi"
    + "aWF0IjoxNzAwMDAwMDAw"
    + "fQ.ADBzYSP22Nnv8Da0Za4CmDjiCLouzTj5hCey-1ESTdNxVDfmW6hBGAUhX5pVFNQieexF_6oR31rjqIAXvmSCEVCNAR9jmjIN2"
    + "00Y7yaGctRzCO9uWx86IMek2c_9bi688kCRC8kQSqjJSbjiccPuIc50X0LYMZSDIlmg5vbRLGBkmVGJ",
};

const secret = "a secret that both sides know";
const pairs = {
  HS: () => [secret, secret],
  RS: () => [rsaPrivate, rsaPublic],
  PS: () => [rsaPrivate, rsaPublic],
  ES256: () => [ec256Private, ec256Public],
  ES384: () => [ec384Private, ec384Public],
  ES512: () => [ec521Private, ec521Public],
};
const pairOf = (algorithm) => (pairs[algorithm] ?? pairs[algorithm.slice(0, 2)])();

for (const [algorithm, token] of Object.entries(peerTokens)) {
  test(`jwt.verify: ${algorithm}, a token of PyJWT`, () => {
    const [, publicKey] = pairOf(algorithm);
    const options = { algorithms: [algorithm] };
    assert.deepEqual(jwt.verify(token, publicKey, options), { sub: "peer", n: 1, iat: 1700000000 });
    const { header, signature } = jwt.verify(token, publicKey, { ...options, complete: true });
    assert.equal(header.alg, algorithm);
    assert.equal(header.kid, "k1");
    assert.equal(signature, token.split(".")[2]);
    const [head, body, tail] = token.split(".");
    const forged = `${head}.${btoa('{"sub":"mallory"}').replaceAll("=", "")}.${tail}`;
    assert.throws(
      () => jwt.verify(forged, publicKey, options),
      { name: "JsonWebTokenError", message: "invalid signature" });
    const flipped = (tail[0] === "A" ? "B" : "A") + tail.slice(1);
    assert.throws(
      () => jwt.verify(`${head}.${body}.${flipped}`, publicKey, options), { message: "invalid signature" });
    assert.throws(
      () => jwt.verify(token, publicKey, { algorithms: ["none"] }), { message: "invalid algorithm" });
  });

  test(`jwt.sign: ${algorithm}`, () => {
    const [privateKey, publicKey] = pairOf(algorithm);
    const made = jwt.sign({ sub: "peer", n: 1, iat: 1700000000 }, privateKey, { algorithm, keyid: "k1" });
    assert.deepEqual(
      jwt.verify(made, publicKey, { algorithms: [algorithm] }), { sub: "peer", n: 1, iat: 1700000000 });
    assert.deepEqual(jwt.decode(made, { complete: true }).header, { alg: algorithm, typ: "JWT", kid: "k1" });
  });
}

test("jwt.verify: RFC 7515, A.1", () => {
  const token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
    + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  const key = {
    format: "jwk",
    key: {
      kty: "oct",
      k: "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow" },
  };
  const secretBytes
    = Uint8Array.from(atob(key.key.k.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const payload = jwt.verify(token, secretBytes, { clockTimestamp: 1300819379 });
  assert.deepEqual(payload, { iss: "joe", exp: 1300819380, "http://example.com/is_root": true });
  assert.throws(() => jwt.verify(token, secretBytes), { name: "TokenExpiredError", message: "jwt expired" });
});

test("jwt.verify: RFC 7515, A.3, with a JSON Web Key", () => {
  const token = "eyJhbGciOiJFUzI1NiJ9"
    + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
  const key = {
    kty: "EC", crv: "P-256",
    x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
  };
  assert.equal(jwt.verify(token, { key, format: "jwk" }, { ignoreExpiration: true }).iss, "joe");
});

test("keys may have the older PEM forms", () => {
  const token = jwt.sign({ a: 1 }, rsaPrivatePKCS1, { algorithm: "RS256" });
  for (
    const key of [
    rsaPublic, rsaPublicPKCS1, rsaPrivate, { key: rsaPublic }, new TextEncoder().encode(rsaPublic)]) {
    assert.equal(jwt.verify(token, key).a, 1);
  }
  const other = jwt.sign({ a: 2 }, { key: ec256PrivateSEC1 }, { algorithm: "ES256" });
  assert.equal(jwt.verify(other, ec256Public).a, 2);
});

test("a CryptoKey serves as a key", async () => {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const pkcs8
    = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey))));
  const token
    = jwt.sign(
    { a: 1 }, `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----`, { algorithm: "ES256" });
  assert.equal(jwt.verify(token, publicKey).a, 1);
});

test("the wrong kind of key is refused by name", () => {
  const cases = [
    [() => jwt.sign({}, rsaPrivate), "secretOrPrivateKey must be a symmetric key when using HS256"],
    [() => jwt.sign({}, "secret", { algorithm: "RS256" }),
      "secretOrPrivateKey must be an asymmetric key when using RS256"],
    [() => jwt.sign({}, rsaPublic, { algorithm: "RS256" }),
      "secretOrPrivateKey must be an asymmetric key when using RS256"],
    [() => jwt.sign({}, ec256Private, { algorithm: "RS256" }),
      '"alg" parameter for "ec" key type must be one of: ES256, ES256K, ES384, ES512.'],
    [() => jwt.sign({}, rsaPrivate, { algorithm: "ES256" }),
      '"alg" parameter for "rsa" key type must be one of: RS256, PS256, RS384, PS384, RS512, PS512.'],
    [() => jwt.sign({}, ec256Private, { algorithm: "ES384" }),
      '"alg" parameter "ES384" requires curve "secp384r1".'],
    [() => jwt.sign({}, ec384Private, { algorithm: "ES256" }),
      '"alg" parameter "ES256" requires curve "prime256v1".'],
    [() => jwt.sign({}, rsaSmall, { algorithm: "RS256" }),
      "secretOrPrivateKey has a minimum key size of 2048 bits for RS256"],
    [() => jwt.sign({}, { nothing: 1 }), "secretOrPrivateKey is not valid key material"],
    [() => jwt.sign({}, 5), "secretOrPrivateKey is not valid key material"],
    [() => jwt.verify(peerTokens.HS256, rsaPublic, { algorithms: ["HS256"] }),
      "secretOrPublicKey must be a symmetric key when using HS256"],
    [() => jwt.verify(peerTokens.RS256, "secret", { algorithms: ["RS256"] }),
      "secretOrPublicKey must be an asymmetric key when using RS256"],
    [() => jwt.verify(peerTokens.ES256, ec384Public, { algorithms: ["ES256"] }),
      '"alg" parameter "ES256" requires curve "prime256v1".'],
    [() => jwt.verify(peerTokens.RS256, {}, { algorithms: ["RS256"] }),
      "secretOrPublicKey is not valid key material"],
  ];
  for (const [work, message] of cases) assert.throws(work, message);
  assert.ok(jwt.sign({}, rsaSmall, { algorithm: "RS256", allowInsecureKeySizes: true }).length > 0);
});

test("a public key never passes for a shared secret", () => {
  // The token is signed by HMAC with the text of the public key as its secret.
  const [head, body]
    = [{ alg: "HS256", typ: "JWT" }, { admin: true }].map(
    (part) => btoa(JSON.stringify(part)).replaceAll("=", ""));
  const forged = jwt.sign({ admin: true, iat: 1 }, rsaPublic);
  assert.throws(() => jwt.verify(forged, rsaPublic), "invalid algorithm");
  assert.throws(() => jwt.verify(`${head}.${body}.`, rsaPublic), "jwt signature is required");
});
