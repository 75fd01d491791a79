"""One faultless procedure's file for the tests to read and to break."""

FAULTLESS = """\
code: "1.004873"
version: 1
valid_from: 2023-01-01
valid_until: 2023-12-31
name:
  vi: Cấp Giấy xác nhận tình trạng hôn nhân
  en: Certificate of marital status
field:
  code: ho-tich
  vi: Hộ tịch
  en: Civil status
levels: [commune]
service_level: full
channels: [counter, online]
audience: [citizen]
deadlines:
  - case: thong-thuong
    label: {vi: Không phải xác minh, en: Nothing to verify}
    allowed: 3 working_days
    statutory: 3 working_days
  - case: xac-minh
    label: {vi: Phải xác minh, en: To be verified}
    allowed: 23 calendar_days
    channel: counter
fees:
  - case: thong-thuong
    label: {vi: Lệ phí, en: Fee}
    amount: 15000
    unit: {vi: lần, en: request}
    exemptions:
      - key: ho-ngheo
        label: {vi: Người thuộc hộ nghèo, en: Poor households}
        proof: {vi: Giấy chứng nhận hộ nghèo, en: Certificate of poor household}
papers:
  - key: to-khai
    label: {vi: Tờ khai, en: Application form}
    originals: 1
    required: true
  - key: ly-hon
    label: {vi: Bản án ly hôn, en: Divorce judgment}
    copies: 1
    required: false
results:
  - code: KQ.G15.000341
    label: {vi: Giấy xác nhận, en: Certificate}
legal_basis:
  - number: 123/2015/NĐ-CP
    title: Nghị định về hộ tịch
    article: "22"
restart_after_supplement: false
process:
  - key: tiep-nhan
    label: {vi: Tiếp nhận, en: Receive}
    unit: receiving
    role: counter_officer
    hours: 2
  - key: tham-tra
    label: {vi: Thẩm tra, en: Examine}
    unit: handling
    role: case_officer
    hours: 10
    after: [tiep-nhan]
  - key: hoi-y-kien
    label: {vi: Hỏi ý kiến, en: Consult}
    unit: consulted:justice
    role: case_officer
    hours: 12
    after: [tiep-nhan]
  - key: ky
    label: {vi: Ký, en: Sign}
    unit: handling
    role: unit_head
    hours: 4
    after: [tham-tra, hoi-y-kien]
  - key: tra
    label: {vi: Trả kết quả, en: Return}
    unit: receiving
    role: counter_officer
    hours: 2
    after: [ky]
"""
