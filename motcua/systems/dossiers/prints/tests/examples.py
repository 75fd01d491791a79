"""One true-to-life record for each form: Lan's birth certificate at a commune, Cúc's land at a district."""

from datetime import date, datetime, timedelta

from motcua.spine import procedure, worktime
from motcua.systems.dossiers import prints

TET_FRIDAY = datetime(2023, 1, 13, 16, 30, tzinfo=worktime.VN)
CODE = "000.22.15.H31-230113-0007"
TRACKING = f"https://motcua.hungyen.gov.vn/tra-cuu/{CODE}"
BIRTH = "Đăng ký khai sinh"
LAND = "Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất lần đầu"

OFFICE = prints.Office(
    parent="Ủy ban nhân dân huyện Khoái Châu",
    name="Ủy ban nhân dân xã Đông Tảo",
    place="Đông Tảo",
    phone="0221 3910 123",
    website="motcua.hungyen.gov.vn",
)
LAN = prints.Applicant(
    name="Nguyễn Thị Ngọc Lan",
    identity="033191004567",
    address="Thôn Đông Tảo Đông, xã Đông Tảo, huyện Khoái Châu, tỉnh Hưng Yên",
    phone="0912 345 678",
    email="ngoclan@example.vn",
)

RECEIPT = prints.ReceiptForm(
    office=OFFICE,
    issued_at=TET_FRIDAY,
    number="0007/TNHS",
    code=CODE,
    tracking=TRACKING,
    request=BIRTH,
    applicant=LAN,
    papers=(
        prints.PaperLine(name="Tờ khai đăng ký khai sinh", kind=prints.PaperKind.ORIGINAL),
        prints.PaperLine(name="Giấy chứng sinh", kind=prints.PaperKind.ORIGINAL),
        prints.PaperLine(
            name="Giấy chứng nhận kết hôn của cha, mẹ", kind=prints.PaperKind.CERTIFIED, count=2
        ),
        prints.PaperLine(name="Căn cước công dân của người đi đăng ký", kind=prints.PaperKind.ELECTRONIC),
    ),
    received_at=TET_FRIDAY,
    due_at=datetime(2023, 1, 16, 17, 0, tzinfo=worktime.VN),
    allowed=worktime.Duration(0, worktime.Unit.WORKING_DAY),
    officer="Trần Văn Bình",
    fees=(prints.FeeLine(label="Lệ phí đăng ký khai sinh quá hạn", amount=8000),),
    book="01/2023",
    entry="0112",
)
SUPPLEMENT = prints.SupplementForm(
    office=OFFICE,
    issued_at=TET_FRIDAY,
    number="0003/HDHS",
    code=CODE,
    tracking=TRACKING,
    request=BIRTH,
    applicant=LAN,
    items=(
        prints.MissingLine(name="Giấy chứng sinh do cơ sở y tế cấp (bản đã nộp không có dấu)", originals=1),
        prints.MissingLine(name="Văn bản ủy quyền, có chứng thực chữ ký", certified=1, copies=2),
    ),
    reason="Giấy chứng sinh chưa có dấu của cơ sở y tế; người đi đăng ký không phải là cha, mẹ của trẻ.",
    officer="Trần Văn Bình",
    answer_by=date(2023, 2, 7),
)
REFUSED = prints.RefusalForm(
    office=OFFICE,
    issued_at=TET_FRIDAY,
    number="0001/PTC",
    code=CODE,
    tracking=TRACKING,
    request="Đăng ký khai sinh có yếu tố nước ngoài",
    applicant=LAN,
    reason="Trẻ có cha là người nước ngoài; việc đăng ký khai sinh này không thuộc thẩm quyền của Ủy ban nhân dân cấp xã.",
    officer="Trần Văn Bình",
    article="Điều 35 Luật Hộ tịch số 60/2014/QH13",
    go_to="Ủy ban nhân dân huyện Khoái Châu",
)
APOLOGY = prints.ApologyForm(
    office=prints.Office(
        parent="Ủy ban nhân dân tỉnh Hưng Yên",
        name="Sở Tài nguyên và Môi trường",
        place="Hưng Yên",
        desk="",
    ),
    issued_at=datetime(2023, 3, 9, 10, 5, tzinfo=worktime.VN),
    number="0002/PXL",
    code="000.00.12.H31-230201-0021",
    tracking="https://motcua.hungyen.gov.vn/tra-cuu/000.00.12.H31-230201-0021",
    request=LAND,
    applicant=prints.Applicant(name="Phạm Thị Cúc", address="Số 12 đường Điện Biên, thành phố Hưng Yên"),
    received_at=datetime(2023, 2, 1, 8, 15, tzinfo=worktime.VN),
    due_at=datetime(2023, 3, 10, 17, 0, tzinfo=worktime.VN),
    promised_at=datetime(2023, 3, 17, 17, 0, tzinfo=worktime.VN),
    reason="phải xác minh thêm ranh giới thửa đất với các hộ liền kề",
    signer="Lê Quang Dũng",
    signer_title="Giám đốc",
    copies_to=("Trung tâm Phục vụ hành chính công tỉnh",),
)
CONTROL = prints.ControlForm(
    office=OFFICE,
    issued_at=TET_FRIDAY + timedelta(days=4),
    code=CODE,
    tracking=TRACKING,
    request=BIRTH,
    handling="Công chức Tư pháp - Hộ tịch",
    consulted=("Công an xã Đông Tảo",),
    due_at=RECEIPT.due_at,
    hand_overs=(
        prints.HandOver(
            from_unit="Bộ phận Một cửa",
            to_unit="Tư pháp - Hộ tịch",
            at=TET_FRIDAY + timedelta(minutes=12),
            giver="Trần Văn Bình",
            taker="Hoàng Thị Mai",
            outcome=prints.Outcome.BEFORE,
        ),
        prints.HandOver(
            from_unit="Tư pháp - Hộ tịch",
            to_unit="Lãnh đạo UBND xã",
            at=TET_FRIDAY + timedelta(days=3, hours=-7),
            giver="Hoàng Thị Mai",
            taker="Đỗ Đức Thắng",
            outcome=prints.Outcome.ON,
        ),
        prints.HandOver(
            from_unit="Lãnh đạo UBND xã",
            to_unit="Bộ phận Một cửa",
            at=TET_FRIDAY + timedelta(days=4, hours=-6),
            giver="Đỗ Đức Thắng",
            taker="Trần Văn Bình",
            outcome=prints.Outcome.LATE,
            note="Mất điện chiều 16/01",
        ),
    ),
)
REGISTER = prints.RegisterForm(
    office=OFFICE,
    issued_at=TET_FRIDAY + timedelta(days=18),
    since=date(2023, 1, 1),
    until=date(2023, 1, 31),
    book="01/2023",
    entries=tuple(
        prints.Entry(
            code=f"000.22.15.H31-2301{13 + place % 4:02d}-{place:04d}",
            request=(BIRTH, "Chứng thực bản sao từ bản chính giấy tờ", LAND)[place % 3],
            applicant=("Nguyễn Thị Ngọc Lan", "Công ty TNHH Thương mại và Dịch vụ Phố Hiến", "Phạm Thị Cúc")[
                place % 3
            ],
            handling=("Tư pháp - Hộ tịch", "Chi nhánh Văn phòng Đăng ký đất đai")[place % 2],
            received_at=TET_FRIDAY + timedelta(hours=-place),
            address="Thôn Đông Tảo Đông, xã Đông Tảo",
            phone="0912 345 678",
            due_at=TET_FRIDAY + timedelta(days=4),
            returned_at=TET_FRIDAY + timedelta(days=3) if place % 3 else None,
            collected=tuple(procedure.Channel)[place % 3],
        )
        for place in range(1, 25)
    ),
)
ALL = (RECEIPT, SUPPLEMENT, REFUSED, APOLOGY, CONTROL, REGISTER)
